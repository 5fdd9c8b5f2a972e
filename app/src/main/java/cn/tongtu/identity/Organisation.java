package cn.tongtu.identity;

/** An organisation (单位) that keeps records and answers for figures. The code never changes. */
public record Organisation(String code, String name, String english) {}
