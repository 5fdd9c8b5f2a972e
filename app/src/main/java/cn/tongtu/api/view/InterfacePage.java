package cn.tongtu.api.view;

import java.util.List;

/** How programs reach the product (程序接口说明). */
public record InterfacePage(List<TokensPage.Group> groups) {}
