package cn.tongtu.engine.sheet;

/** Something that a person should know of a file that was read (告知), in Chinese and English. */
public record Notice(String chinese, String english) {}
