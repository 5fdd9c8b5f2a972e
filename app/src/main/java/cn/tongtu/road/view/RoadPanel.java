package cn.tongtu.road.view;

import java.util.Optional;

/** A road as the map's panel tells of it (路线卡片), with the section that was clicked. */
public record RoadPanel(RoadPage.Head head, Optional<RoadPage.Section> section) {}
