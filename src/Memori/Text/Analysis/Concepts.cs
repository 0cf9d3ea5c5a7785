using System.Buffers;

namespace Memori.Text.Analysis;

/// <summary>
/// Classes of everyday words that ask for and answer the same thing (age: "how old", 岁, 多大). Both languages share a class,
/// so that a question in one can meet a memory in the other. Weak evidence: a class counts for less than a word.
/// </summary>
internal static partial class Concepts
{
    /// <summary>Begins the term of a class, and no term of a text.</summary>
    public const char Mark = '#';

    /// <summary>Begins the term of a word's translation, with the language of the word after it.</summary>
    public const char Translated = '=';

    private const string Classes =
        """
        age: age old birthday born | 年龄 年纪 多大 岁 几岁 生于
        birthday: birthday born birth | 生日 出生 诞辰
        phone: phone number call | 电话 手机号 号码 联系方式 联系电话 拨打
        email: email mail | 邮箱 邮件 电邮
        height: height tall | 身高 个子 多高 厘米 高度
        weight: weight heavy kilogram pound | 体重 多重 公斤
        job: job work career profession occupation employ position boss colleague office hire | 职业 职位 岗位 工作 从事 做什么的 上班 经理 工程师 老师 医生 护士 总监 主管 专员 助理
        company: company employer business startup firm shop store | 公司 单位 企业 就职 任职 雇主
        workplace: office | 工作地 上班地 上班
        hometown: hometown native origin root birthplace | 家乡 老家 故乡 籍贯 人氏 来自
        address: address live house home apartment move neighborhood | 住址 地址 住 小区 家住 居住
        place: place location venue where located city country | 地点 地方 哪里 哪儿 在哪 举办地 场地 位置 何处
        time: time date schedule | 时间 什么时候 何时 几点 日期 哪天 举行
        duration: long duration last hour | 持续 多久 多长时间 时长 为期
        size: size scale attend participant crowd | 规模 多少人 人数 几人
        education: education degree school university college graduate study student class course diploma | 教育 学历 毕业 文凭 本科 硕士 博士 专科 大专 高中 初中 学位 读书 念书 学校
        hobby: hobby enjoy interest passion pastime favorite love like fan | 爱好 兴趣 喜欢 喜爱 热衷 钟意 中意 擅长 迷
        character: personality character trait kind | 性格 脾气 为人
        brand: brand model make type kind | 牌子 品牌 型号 款 哪款 哪种
        phonegear: phone smartphone mobile | 手机 智能机
        appliance: appliance fridge television washer | 家电 电器 冰箱 电视 空调 洗衣机 电饭煲 微波炉
        shoes: shoe sneaker boot | 鞋 运动鞋 球鞋 鞋子
        car: car vehicle drive truck ride | 车 汽车 座驾 开车
        shopping: shop buy purchase mall store market | 商场 购物 超市 买
        sight: park attraction museum monument sightseeing | 景区 景点 公园 参观 游览 游玩
        hospital: hospital doctor clinic nurse medical health sick injury | 医院 看病 医生 就诊 诊所
        restaurant: restaurant cafe dinner lunch eat food meal dish cook recipe cuisine taste | 餐厅 饭店 吃 美食 菜
        opinion: think opinion review feel feeling view | 怎么样 如何 评价 觉得 看法 感觉 描述 印象 真心 不错
        pet: pet dog cat puppy kitten animal | 宠物 狗 猫
        child: child son daughter baby | 孩子 儿子 女儿
        spouse: husband wife spouse partner marry wedding engage | 丈夫 妻子 老公 老婆 爱人 结婚
        family: family mother father parent sister brother sibling grandmother grandfather relative | 家人 父母 亲戚
        music: music song sing band concert album guitar piano violin instrument musician | 音乐 歌 演唱 乐器
        film: movie film cinema show series watch actor | 电影 影片 电视剧
        book: book read novel author story write | 书 小说 阅读 读
        art: art paint draw sculpture pottery craft creative artist | 画 艺术 绘画
        sport: sport basketball soccer football tennis game team coach tournament match | 运动 比赛 球
        exercise: exercise gym workout yoga fitness jog hike | 健身 锻炼 跑步
        travel: trip travel vacation visit holiday journey tour flight abroad | 旅行 旅游 出差 度假
        nature: nature camp beach mountain forest lake river ocean outdoor hike | 自然 户外 露营 山 海
        plan: plan goal future dream hope intend aim ambition | 计划 打算 目标 梦想
        start: start begin launch found establish open | 开始 创办 开业
        finish: finish end complete stop quit | 结束 完成
        event: event activity festival conference workshop party celebrate meeting gathering | 活动 会议 聚会 节 论坛 大会
        gift: gift present donate give | 礼物 送
        award: award prize win trophy medal achievement contest competition | 奖 获奖 冠军
        currency: currency euro dollar pound yuan yen franc rupee eur usd gbp cny rmb | 货币 币种 人民币 欧元 美元 英镑 日元 港币 港元
        money: money price cost pay salary fund budget invest | 钱 价格 费用 工资 多少钱
        emotion: feel feeling emotion happy glad proud grateful excite thrill joy | 高兴 开心 激动
        sadness: sad upset stress anxious worry difficult struggle hard challenge loss lose | 难过 伤心 压力 担心 困难
        help: help support assist volunteer charity encourage | 帮助 支持 志愿
        friend: friend buddy pal | 朋友 好友
        identity: name call identity | 名字 姓名 叫什么 名称
        colour: colour color red blue green yellow purple pink black white | 颜色
        reason: reason why because motivate inspire cause | 原因 为什么 为何
        frequency: often frequency every weekly daily usual | 多久一次 经常 每天 每周
        language: language english spanish french german chinese | 语言 英语 中文
        """;

    private static readonly Dictionary<string, string[]> English = Read(part: 0);

    private static readonly Dictionary<string, string[]> Chinese = Read(part: 1);

    private static readonly SearchValues<char> ChineseBeginnings = SearchValues.Create([.. Chinese.Keys.Select(word => word[0])]);

    private static readonly int LongestChinese = Chinese.Keys.Max(word => word.Length);

    /// <summary>What a query looks for where a text has this term: of a word's translation the other language's, since the word itself meets its own.</summary>
    public static string Asked(string term) => term[0] != Translated ? term : string.Concat([Translated, term[1] == 'e' ? 'c' : 'e'], term.AsSpan(2));

    /// <summary>The classes of an English stem.</summary>
    public static ReadOnlySpan<string> OfStem(string stem) => English.GetValueOrDefault(stem, []);

    /// <summary>Adds the classes of every Chinese word in a run of characters, overlaps included.</summary>
    public static void AddOfHan(ReadOnlySpan<char> run, ICollection<string> classes)
    {
        var lookup = Chinese.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var start = 0; start < run.Length; start++)
        {
            if (!ChineseBeginnings.Contains(run[start]))
            {
                continue;
            }

            for (var length = 1; length <= LongestChinese && start + length <= run.Length; length++)
            {
                if (lookup.TryGetValue(run.Slice(start, length), out var found))
                {
                    foreach (var name in found)
                    {
                        classes.Add(name);
                    }
                }
            }
        }
    }

    private static Dictionary<string, string[]> Read(int part) => Lines(Classes).Select(line => Mark + line)
        .Concat(Lines(Translations).Select(line => Translated + (part == 0 ? "e" : "c") + line))
        .Select(line => line.Split(':'))
        .SelectMany(pair => pair[1].Split('|')[part].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Select(word => (Word: part == 0 ? EnglishStemmer.Stem(word) : word, Class: pair[0])))
        .GroupBy(pair => pair.Word, pair => pair.Class)
        .ToDictionary(group => group.Key, group => group.Distinct().ToArray(), StringComparer.Ordinal);

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
