using System.Text.RegularExpressions;

namespace Memori.Extraction;

/// <summary>What people say in Chinese of themselves and of what is theirs, and what they like.</summary>
internal static partial class ChineseRules
{
    private const string Now = @"(?:现在|目前|如今|平时|一直|已经|刚刚?|最近|主要|长期|暂时不|就|也|还)*";

    private const string Degree = @"(?:比较|更|很|最|特别|非常|一直|还是|真的|超级?|平时|一般|通常|其实|挺|蛮|十分|尤其|也|都|就|经常|从小就?|有点|极其|现在|个人|本人|自己)*";

    private const string NotThing = @"(?!的|这|那|你|您|它|他|她|听你|和你|跟你|上你|上了|看你|怎么|什么|哪|谁|被|不|吗|呢|得|到)";

    private const string Family = @"(?:老婆|妻子|太太|爱人|丈夫|老公|先生|儿子|女儿|孩子|大儿子|小儿子|大女儿|小女儿|哥哥|弟弟|姐姐|妹妹|爸爸|妈妈|父亲|母亲|爷爷|奶奶|外公|外婆|女朋友|男朋友|女友|男友|对象|侄子|侄女|双胞胎|表[姐妹哥弟]|堂[姐妹哥弟]|叔叔|婶婶|舅舅|舅妈|阿姨|姑姑|姑父|姨妈|伯伯|岳父|岳母|公公|婆婆)";

    private const string Pet = @"(?:狗狗?|猫猫?|小狗|小猫|猫咪|兔子|仓鼠|鹦鹉|乌龟|宠物|金鱼|柯基|金毛|布偶猫|橘猫)";

    /// <summary>The forms of facts and preferences, looked for clause by clause.</summary>
    public static IReadOnlyList<Rule> Clauses { get; } =
    [
        new("name", MemoryKind.Fact, MyName(), 0.95, "user.name", 0.9),
        new("form-of-address", MemoryKind.Preference, CallMe(), 0.9, "user.called", 0.9),
        new("allergy", MemoryKind.Fact, Allergic(), 0.95, null, 0.95),
        new("home", MemoryKind.Fact, LiveIn(), 0.9, "user.home"),
        new("origin", MemoryKind.Fact, From(), 0.85),
        new("workplace", MemoryKind.Fact, WorkIn(), 0.85),
        new("employer", MemoryKind.Fact, WorkAt(), 0.9, "user.employer"),
        new("studies", MemoryKind.Fact, Studies(), 0.85),
        new("job", MemoryKind.Fact, MyJob(), 0.9, "user.job"),
        new("job", MemoryKind.Fact, ServeAs(), 0.85),
        new("job", MemoryKind.Fact, IAm(), 0.85),
        new("duty", MemoryKind.Fact, InChargeOf(), 0.85),
        new("manager", MemoryKind.Fact, Manager(), 0.9, "user.manager"),
        new("manager", MemoryKind.Fact, AboutManager(), 0.8),
        new("personal", MemoryKind.Fact, MyDetail(), 0.9, "user.{what}"),
        new("age", MemoryKind.Fact, Age(), 0.85, "user.age"),
        new("family", MemoryKind.Fact, FamilyMember(), 0.85),
        new("family", MemoryKind.Fact, OfFamily(), 0.85),
        new("family", MemoryKind.Fact, HaveFamily(), 0.85),
        new("marital-status", MemoryKind.Fact, Married(), 0.85, "user.marital-status"),
        new("pet", MemoryKind.Fact, PetName(), 0.85),
        new("languages", MemoryKind.Fact, Speaks(), 0.85),
        new("diet", MemoryKind.Fact, Diet(), 0.9, null, 0.9),
        new("fiscal-year", MemoryKind.Fact, FiscalYear(), 0.9, "org.{what}", 0.85),
        new("organisation", MemoryKind.Fact, Ours(), 0.75),
        new("favourite", MemoryKind.Preference, Favourite(), 0.9, "favourite:{what}"),
        new("dislike", MemoryKind.Preference, Dislike(), 0.9, "taste:{object}", Constant: "dislike"),
        new("length", MemoryKind.Preference, AnswerLength(), 0.9, "output.length"),
        new("prefer", MemoryKind.Preference, Prefer(), 0.9),
        new("like", MemoryKind.Preference, Like(), 0.85, "taste:{object}", Constant: "like"),
        new("habit", MemoryKind.Preference, Habit(), 0.8),
        new("hobby", MemoryKind.Fact, Hobby(), 0.8),
    ];

    [GeneratedRegex(@"^(?:大家好|你好|您好|嗨|hi|hello|[，,!!])*我(?:的(?:名字|全名|中文名|英文名|姓名))?(?:是叫|叫做?|是(?<=名字是|全名是|中文名是|英文名是|姓名是))(?!什么|谁|你|他|她|了|过|外卖|车|不)(?<value>[\p{L}·]{2,12}|\p{L}+ \p{L}+)$", Options)]
    private static partial Regex MyName();

    [GeneratedRegex(@"^(?:你|您|大家|请|都|以后|可以|[，,])*(?:叫我|称呼我为?|喊我|管我叫)(?!来|去|起床|吃饭|一声|怎么|什么|做|干|别|过去)(?<value>[\p{L}]{1,8}?)(?:就行了?|就好了?|就可以了?|即可|吧|好了)?$", Options)]
    private static partial Regex CallMe();

    [GeneratedRegex(@"^我(?:们家)?对(?!你|他|她|它|这|那)(?<value>[\p{L}、和跟及]{1,20}?)(?:严重|有点|有些|也)?过敏$|^我(?:有|患有)(?<value>[\p{L}]{1,8}过敏)(?:症)?$", Options)]
    private static partial Regex Allergic();

    [GeneratedRegex(@"^我(?:家)?" + Now + @"(?:住在|家住|居住在|居住于|定居在|定居于|常住|生活在|住(?=[\p{L}]{2,8}[市区县省路街镇]$))(?!这|那|一|酒店|哪|的)(?<value>[\p{L}\p{N}]{2,20}?)(?:了|工作|上班|这边|那边)?$|^我" + Now + @"(?:下个?月|下周|明年|今年|要|准备|即将|刚刚?|已经)*(?:搬到|搬去|搬家到|搬回)了?(?!这|那|新家|哪)(?<value>[\p{L}]{2,15}?)(?:去|来|住|了)*$", Options)]
    private static partial Regex LiveIn();

    [GeneratedRegex(@"^我(?:来自|老家(?:在|是)|的?(?:老家|家乡|故乡)(?:在|是)|出生在|出生于)(?!这|那|哪)(?<value>[\p{L}]{2,15})$|^我是(?<value>(?:[\u4e00-\u9fff]{2,3}(?<!外地|本地|什么|聪明|明白|好|坏|女|男|年轻|普通|成年|中间|内行|外行|负责|联系|当事|主持|候选|介绍|发起|创始|合伙|代理|经纪|主人)人))$", Options)]
    private static partial Regex From();

    [GeneratedRegex(@"^我" + Now + @"(?:在|于)(?!这|那|家|外面|一家|一个|看|想|做|学|等|找|写|用|哪|线)(?<value>[\p{L}\p{N}]{2,20}?)(?:公司|集团)?(?:工作|上班|任职|就职|做(?=[\p{L}]{2,8}(?:师|员|经理|分析|开发|运营|销售|设计|产品|财务))|当(?=[\p{L}]{2,8}))(?!过|时|的时候|压力|很|太|忙|时间).{0,12}$|^我" + Now + @"(?:入职|加入|跳槽到|就职于|任职于|供职于|去了)(?:了)?(?!这|那|哪)(?<value>[\p{L}\p{N}]{2,15}?)(?:公司|集团|工作|上班|了)*(?<!去了[\p{L}]{2,15})$", Options)]
    private static partial Regex WorkAt();

    /// <summary>A place, which is no employer that another would replace.</summary>
    [GeneratedRegex(@"^我" + Now + @"在(?<value>北京|上海|天津|重庆|广州|深圳|杭州|南京|苏州|成都|武汉|西安|长沙|郑州|青岛|济南|大连|沈阳|哈尔滨|长春|厦门|福州|宁波|温州|无锡|合肥|南昌|昆明|贵阳|南宁|海口|三亚|太原|石家庄|兰州|西宁|银川|乌鲁木齐|拉萨|呼和浩特|珠海|佛山|东莞|惠州|中山|常州|徐州|扬州|嘉兴|绍兴|金华|烟台|香港|澳门|台北|高雄|纽约|伦敦|巴黎|东京|新加坡|柏林|悉尼|美国|英国|德国|法国|日本|韩国|加拿大|澳大利亚|国外|国内|外地|老家|本地|[\p{L}]{1,6}[市省区县镇州路街国村])(?:[\p{L}]{0,4}[市区县镇])?(?:这边|那边)?(?:工作|上班)$", Options)]
    private static partial Regex WorkIn();

    [GeneratedRegex(@"^我" + Now + @"在(?!这|那|家)(?<value>[\p{L}]{2,15})(?:上学|读书|读研|读博|念书|上大学|留学|读高中|读大学)(?!时|的时候|过).{0,6}$|^我(?:是|学的是|的专业是|主修)(?<value>[\p{L}]{2,12}(?:专业|系))(?:的|毕业的?|出身)?$|^我(?:毕业于|学的是|主修|的专业是)(?!这|那)(?<value>[\p{L}]{2,15})$", Options)]
    private static partial Regex Studies();

    [GeneratedRegex(@"^我(?:的(?:工作|职位|岗位|职业|职务|头衔|身份)(?:是|为)|(?:现在|刚|最近|已经)?(?:升为|升职为|升任|晋升为|被任命为)了?)(?!什么|很|太|非常|不|这)(?<value>[\p{L}\p{N}]{2,15}?)(?:了|一职|工作|的)?$", Options)]
    private static partial Regex MyJob();

    [GeneratedRegex(@"^我(?:" + Now + @"担任|" + Now + @"从事(?!过)|的本职(?:工作)?是)(?!什么|这)(?<value>[\p{L}\p{N}]{2,15}?)(?:一职|工作|的)?$", Options)]
    private static partial Regex ServeAs();

    [GeneratedRegex(@"^我(?:是|现在是|目前是|也是)(?:一名|一个|一位|个|名|位)?(?!这|那|你|他|她|不是|说|想|觉得|怎么|第|来|要|为了|因为|刚|最|在|谁|什么|被|从)(?<value>[\p{L}\p{N}]{0,14}(?:分析师|工程师|设计师|会计师?|律师|医师|教师|厨师|药师|咨询师|架构师|摄影师|精算师|程序员|管理员|运维|运营|测试|产品经理|经理|总监|主管|主任|专员|助理|医生|护士|老师|学生|教授|研究生|博士生|大学生|本科生|研究员|销售员?|采购员?|财务|出纳|审计|开发者?|开发人员|科学家|店长|店员|司机|记者|编辑|作家|翻译|公务员|警察|军人|农民|工人|创业者|创始人|合伙人|总经理|负责人|CEO|CTO|CFO|COO|HR|DBA|程序猿|全职妈妈|家庭主妇|自由职业者?|退休人员|实习生|理发师|演员|歌手|画家|音乐人|素食者|素食主义者|左撇子|夜猫子|党员))$", Options)]
    private static partial Regex IAm();

    [GeneratedRegex(@"^我(?:们(?:组|团队|部门))?" + Now + @"(?:负责|主管|分管|主要做|掌管|带领|管理着?|管着)(?!任|过|这|那|吗|的|人|得|什么|不)(?<value>[^，,。]{2,40})$|^我(?:是|属于|在|隶属于?)(?!这|那|哪)(?<value>[\p{L}\p{N}]{2,12}(?:部|部门|组|团队|小组|事业部|中心))(?:的|工作|上班)?$", Options)]
    private static partial Regex InChargeOf();

    [GeneratedRegex(@"^我的?(?:直属|直接|顶头|新)?(?:上级|领导|老板|主管|经理|上司|组长)(?:现在)?(?:叫|换成了?|名叫)(?!什么|我|你|他|她)(?<value>[\p{L}·]{2,10})$|^我(?:直接)?(?:向|跟|对)(?!你|他|她)(?<value>[\p{L}·]{2,10}?)汇报$", Options)]
    private static partial Regex Manager();

    [GeneratedRegex(@"^我的?(?:直属|直接|顶头|新)?(?:上级|领导|老板|主管|经理|上司|组长)(?:是|现在是)(?!谁|什么|很|这|那|对|错|不)(?<value>[\p{L}·]{2,15})$", Options)]
    private static partial Regex AboutManager();

    [GeneratedRegex(@"^我的?(?<what>时区|生日|出生日期|邮箱|邮件地址|电话|手机号?|工号|办公室|工位|母语|英文名|微信|地址|部门|团队|公司|星座|血型|身高|学历|专业|籍贯|网名|昵称)(?:地址|号码?|名)?(?:是|在|叫|为|[::])(?!什么|不|很|空|坏|满|多少|哪|这|那|太|错|谁|吗|好|对)(?<value>[^，,。]{1,40})$|^我(?<what>生日)(?<value>[0-9一二三四五六七八九十]+月[0-9一二三四五六七八九十]+[日号]?)$|^我(?:是|出生于|生于)(?<value>[0-9]{2,4}年(?:[0-9]{1,2}月(?:[0-9]{1,2}[日号])?)?)(?:出生|生|生人)?的?(?<what>)$", Options)]
    private static partial Regex MyDetail();

    [GeneratedRegex(@"^我(?:今年|现在|已经|刚满|马上|都)*(?<value>[0-9]{1,3}|[一二三四五六七八九十]{1,3})岁了?$", Options)]
    private static partial Regex Age();

    [GeneratedRegex(@"^我(?:的|们|家|们家)*" + Family + @"(?:的名字)?(?:现在|目前)?(?:叫做?|是(?=[\p{L}]{0,6}(?:师|员|医生|护士|老师|律师|教授|经理|学生|工人|司机|会计))|今年|在(?=[\p{L}]{2,12}(?:工作|上班|上学|读书|留学)))(?!什么|怎么|谁|我|你|他|不|了)(?<value>[^，,。]{1,20})$|^我(?:的|们|家|们家)*" + Family + @"(?<value>[0-9一二三四五六七八九十两]+个?(?:半)?[岁个]?(?:岁|月)(?:大)?)了?$", Options)]
    private static partial Regex FamilyMember();

    [GeneratedRegex(@"^我(?:的|们|家|们家)*" + Family + @"的?(?:联系电话|电话|手机号?|号码|邮箱|生日|老家|家乡|单位|公司|职业|工作|爱好|身高|学历|学校|地址|小名)(?:地址|号码?)?(?:是|叫|在|为|有)(?:在)?(?!什么|多少|哪|不|很|太|谁|这|那|空|忙)(?<value>[^，,。]{1,40})$", Options)]
    private static partial Regex OfFamily();

    [GeneratedRegex(@"^我(?:们|家|们家)?(?:里|现在|一共|总共|还|也|家)*(?:有|养了|养着|养)(?:了)?(?<value>(?:[0-9]|[一二两三四五六]|好几)(?:个|只|条|匹|头|对|位)(?:[\p{L}]{0,6}?)(?:儿子|女儿|孩子|小孩|宝宝|哥哥|弟弟|姐姐|妹妹|兄弟|双胞胎|龙凤胎|" + Pet + @"|马|鸟|鱼))(?:问题)?(?<!问题)$", Options)]
    private static partial Regex HaveFamily();

    [GeneratedRegex(@"^我(?:现在|目前|已经|还|是|去年|今年|刚刚?)*(?<value>已婚|未婚|单身|离婚了?|离异|结婚了|订婚了)(?:的)?$", Options)]
    private static partial Regex Married();

    [GeneratedRegex(@"^我(?:的|们|家|们家|养的|那只|那条)*" + Pet + @"(?:的名字)?(?:叫做?|名叫|是叫)(?!什么|声|个|得|了)(?<value>[\p{L}]{1,8})$", Options)]
    private static partial Regex PetName();

    [GeneratedRegex(@"^我(?:会|能|还会|只会|会说|会讲|能说)(?:说|讲)?(?:一点|一些|流利的?)?(?<value>(?:[\p{L}]{1,4}(?:语|文|话))(?:[、和跟及还有]+(?:[\p{L}]{1,4}(?:语|文|话)))*)$", Options)]
    private static partial Regex Speaks();

    [GeneratedRegex(@"^我(?:是|一直)?(?:个|一个|一名)?(?<value>吃素|素食|素食者|素食主义者|乳糖不耐受?|糖尿病患者|色盲|色弱|左撇子|清真)(?:的)?$", Options)]
    private static partial Regex Diet();

    [GeneratedRegex(@"^(?:我们|公司|我们公司|集团|我司)的?(?<what>财年|财务年度|会计年度|记账货币|本位币|报表货币|工作日|一周)(?:是|从|为|始于|自)(?!什么|哪|不)(?<value>.{2,30})$", Options)]
    private static partial Regex FiscalYear();

    [GeneratedRegex(@"^(?:我们|咱们|我)(?:公司|团队|部门|总部|仓库|门店|工厂|办公室|数据库|店|集团|主仓|分公司|的(?:主要)?(?:客户|市场|产品|供应商|竞争对手|仓库|总部|数据仓库|数据库|主营业务))(?:现在|目前|主要|一共|总共|都|的)*(?:叫|在|位于|设在|用的?是?|使用|采用|主营|做|卖|生产|成立于|有(?=[0-9一二两三四五六七八九十百千几]+)|是(?=[\p{L}\p{N}]{2,20}$))(?!什么|哪|这|那|谁|不|开会|放假|忙|加班|吗|得|装修|搬家|问题|错|好|招)(?<value>[^，,。]{2,40})$", Options)]
    private static partial Regex Ours();

    [GeneratedRegex(@"^我最(?:喜欢|爱|喜爱|欣赏|常用)的(?<what>[\p{L}]{1,8}?)(?:是|就是|还是|一直是)(?!什么|哪|这|那|你|他|她|它|谁)(?<value>[^，,。]{1,40})$", Options)]
    private static partial Regex Favourite();

    [GeneratedRegex(@"^我" + Degree + @"(?:不(?:太|怎么|是很|大|再)?(?:喜欢|爱|吃|喝|习惯)|讨厌|反感|受不了|厌恶|从不|从来不|不能吃|不能喝|吃不了|喝不了)(?:吃|喝)?" + NotThing + @"(?<object>(?<value>[^，,。]{1,40}?))了?$", Options)]
    private static partial Regex Dislike();

    [GeneratedRegex(@"^(?:比起|相比|与其)(?<other>[^，,。]{1,20})[，,]?我" + Degree + @"(?:喜欢|爱|偏好|倾向于?)(?:吃|喝|看)?(?<value>[^，,。]{1,20})$|^我" + Degree + @"喜欢(?:吃|喝|看)?(?<value>[^，,。]{1,20}?)(?:胜过|多过|多于|超过)(?<other>[^，,。]{1,20})$", Options)]
    private static partial Regex PreferOver();

    [GeneratedRegex(@"^我" + Degree + @"(?:喜欢|想要|希望|偏好|倾向于?)(?<value>简短|简洁|简单|精简|详细|详尽|完整)(?:一点|一些)?的(?:回答|回复|答案|解释|说明)$", Options)]
    private static partial Regex AnswerLength();

    [GeneratedRegex(@"^我" + Degree + @"(?:偏好|偏爱|倾向于?|偏向于?|更希望|喜欢(?=.+(?:胜过|多过|而不是|不喜欢))|宁愿|宁可)" + NotThing + @"(?<value>[^。]{2,60})$|^(?:比起|相比|与其).{1,20}[，,]?我" + Degree + @"(?:喜欢|爱|偏好|倾向)(?<value>[^。]{1,40})$|^我(?:更喜欢|比较喜欢|更爱|习惯用|习惯看|习惯)" + NotThing + @"(?!了$|就好)(?<value>[^，,。]{1,50})$|^我希望(?:你)?(?:以后|每次|总是|始终|都|回答|结果|报表|图表|金额).{2,50}$", Options)]
    private static partial Regex Prefer();

    [GeneratedRegex(@"^我" + Degree + @"(?:喜欢|爱好|爱(?=吃|喝|看|听|玩|读|打|跑|喝)|热爱|钟爱|喜爱|迷上了|痴迷于?)(?:吃|喝|看|听|玩|读)?" + NotThing + @"(?<object>(?<value>[^，,。]{1,40}?))$", Options)]
    private static partial Regex Like();

    [GeneratedRegex(@"^我(?:平时|一般|通常|习惯|每天|每周|每个?月|每年|周末|早上|晚上|每周[一二三四五六日末]|工作日|总是|从来都?|几乎每天)+(?:都|会|要|早上|晚上|中午|下午|在|[0-9一二三四五六七八九十两]+点半?|[一二三四五六日])*(?:吃|喝|跑步|健身|游泳|起床|睡觉|上班|下班|骑车|开车|坐地铁|加班|看书|做饭|散步|爬山|打球|打羽毛球|打篮球|锻炼|买|用|写|出差|休息|冥想|在家办公|居家办公)(?!这|那|了吗|什么)(?<value>.{0,30})$", Options)]
    private static partial Regex Habit();

    [GeneratedRegex(@"^我的(?:业余)?(?:爱好|兴趣|兴趣爱好|特长)(?:是|有|包括)(?!什么|不)(?<value>.{2,40})$|^我会(?:弹|拉|吹|打|下)(?<value>钢琴|吉他|小提琴|古筝|二胡|笛子|萨克斯|架子鼓|围棋|象棋|太极拳?|乒乓球|羽毛球|篮球|网球)$", Options)]
    private static partial Regex Hobby();
}
