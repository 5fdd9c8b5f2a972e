package cn.tongtu.pack;

/** A pack file as it is written (配置文件). */
record PackFile(String name, String text) {}
