package cn.tongtu.engine.calendar;

/** Why a day is the one it is (事由), in both languages. */
public record Reason(String chinese, String english) {}
