"""What people lose and find in the demo building. A line: what, kind, public features, what only the owner knows."""

from __future__ import annotations

from typing import NamedTuple

from desk_app.services.lost_property.records import Category, ValueClass

C, V = Category, ValueClass


class Thing(NamedTuple):
    """Something that lies about."""

    what: str
    category: Category
    features: str
    secret: str = ""
    value: ValueClass = V.LOW


THINGS = (
    Thing("黑色长柄雨伞", C.UMBRELLA, "木质弯柄", "伞柄内侧贴有姓名贴“陈”"),
    Thing("蓝色折叠伞", C.UMBRELLA, "白色圆点", "收纳袋里有一张地铁票"),
    Thing("透明直柄伞", C.UMBRELLA, "便利店款"),
    Thing("门禁卡", C.DOCUMENT, "蓝色卡套", "卡背面写有工号尾数 27"),
    Thing("身份证", C.DOCUMENT, "女士", "出生月份与住址区县已核对"),
    Thing("银行卡", C.DOCUMENT, "储蓄卡", "卡号后四位已登记"),
    Thing("一串钥匙", C.KEYS, "红色挂绳", "共 4 把，其中一把刻有 302"),
    Thing("车钥匙", C.KEYS, "黑色皮套", "挂有小区停车牌"),
    Thing("保温杯", C.OTHER, "白色，500 毫升", "杯底有划痕，杯盖内刻字 LM"),
    Thing("近视眼镜", C.GLASSES, "黑色细框", "左镜腿内侧有编号 5217"),
    Thing("灰色围巾", C.CLOTHES, "羊毛", "标签剪掉一半"),
    Thing("黑色羽绒服", C.CLOTHES, "男款 L 码", "左口袋里有一张洗衣票"),
    Thing("棒球帽", C.CLOTHES, "藏青色"),
    Thing("双肩电脑包", C.BAG, "深灰色", "夹层里有一本绿色笔记本", V.MIDDLE),
    Thing("帆布袋", C.BAG, "印有书店标志", "里面一本书，第 40 页折角"),
    Thing("蓝牙耳机", C.OTHER, "白色，带充电盒", "右耳塞缺硅胶套", V.MIDDLE),
    Thing("充电宝", C.OTHER, "黑色", "背面贴有卡通贴纸"),
    Thing("苹果手机", C.PHONE, "蓝色保护壳", "锁屏是一只橘猫", V.MIDDLE),
    Thing("华为手机", C.PHONE, "黑色，屏幕有裂纹", "保护壳内夹有一张公交卡", V.MIDDLE),
    Thing("平板电脑", C.COMPUTER, "灰色保护套", "开机画面为全家福", V.MIDDLE),
    Thing("棕色钱包", C.MONEY, "皮质，短款", "内有照片一张", V.MIDDLE),
    Thing("U盘", C.OTHER, "金属外壳", "挂绳为绿色"),
)
BREAD = Thing("面包和牛奶", C.FOOD, "塑料袋装")
LUNCH = Thing("饭盒", C.FOOD, "双层，带布袋", "袋内有一把折叠勺")
RING = Thing("钻戒", C.JEWELLERY, "银色素圈", "内圈刻有日期与两个字母", V.HIGH)
WATCH = Thing("机械手表", C.JEWELLERY, "黑色皮表带", "表背刻有编号，表带第三孔磨损", V.HIGH)
PLACES = (
    ("大堂沙发", "1F"), ("前台", "1F"), ("电梯", ""), ("洗手间", "2F"), ("餐厅", "3F"), ("会议室", "12F"),
    ("地下车库", "B1"), ("走廊", "15F"), ("茶水间", "9F"), ("闸机旁", "1F"), ("大门口", "1F"), ("休息区", "5F"),
)  # fmt: skip
FINDERS = ("保洁王姐", "保洁李师傅", "巡逻保安", "租户员工", "访客", "工程部小张")
SHELVES = ("A架1层", "A架2层", "A架3层", "B架1层", "B架2层", "C柜")
WORDS = ("说了颜色和款式，还说了里面有什么", "描述了品牌、磨损的地方和大概时间", "说得很具体，和实物一致")
WRONG = ("只说是一把伞，说不出样子", "说的颜色不对", "记不清是什么牌子的了")
