package cn.tongtu.identity;

import cn.tongtu.shared.Label;
import java.util.Map;

/** What a seat may do, and over whose records (角色). All its actions belong to one duty. */
record Role(String id, Label label, Duty duty, Map<String, Scope> may) {}
