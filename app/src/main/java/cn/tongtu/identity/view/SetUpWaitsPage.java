package cn.tongtu.identity.view;

import cn.tongtu.shared.Label;

/** What the setter of a password tells a second administrator (待复核页); it is shown once. */
public record SetUpWaitsPage(String code, Label confirmedBy) {}
