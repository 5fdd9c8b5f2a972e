package cn.tongtu.database;

/** A server that others run and others stop. */
record OwnServer(ServerAddress address) implements Server {
  @Override
  public void close() {}
}
