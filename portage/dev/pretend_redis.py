"""Redis written in Python, where there is neither Redis nor a wheel of it. Run by path, with a port."""

import sys

from fakeredis import TcpFakeServer

if __name__ == "__main__":
    TcpFakeServer(("127.0.0.1", int(sys.argv[1])), server_type="redis").serve_forever()
