package cn.tongtu.identity.view;

import cn.tongtu.shared.Label;
import java.util.List;

/** The page of one who is signed in (我的). */
public record MyPage(String name, List<Label> powers, boolean auditor, boolean staffing) {}
