package cn.tongtu.map.view;

import cn.tongtu.map.MapView;

/** The wall map (挂图). */
public record CountyMapPage(MapView map) {}
