namespace Memori.Text.Analysis;

internal static partial class Concepts
{
    /// <summary>
    /// Words of work and home with their translations, so that a question in one language meets a memory in the other. Within one language they add nothing.
    /// </summary>
    private const string Translations =
        """
        discount: discount coupon rebate | 折扣 优惠 打折 优惠券
        price: price quote | 价格 报价 单价 定价
        cost: cost expense fee charge | 成本 开销 花销 费用 收费
        invoice: invoice bill receipt | 发票 账单 收据
        budget: budget | 预算
        rent: rent lease landlord tenant | 房租 租金 房东 租
        contract: contract agreement | 合同 协议
        deposit: deposit guarantee | 押金 定金 质保金
        salary: salary wage pay | 工资 薪水 时薪 薪资
        tax: tax vat | 税 增值税
        profit: profit margin earnings | 利润 毛利
        revenue: revenue turnover income | 收入 营业额 营收
        sales: sale sales | 销售 销售额 销量
        refund: refund | 退款 退货
        payment: payment pay | 付款 支付 缴费
        account: account | 账户 账号
        loan: loan mortgage debt | 贷款 房贷 债
        insurance: insurance policy | 保险
        bank: bank | 银行
        order: order | 订单 下单
        supplier: supplier vendor provider | 供应商 供货商 进货
        customer: customer client buyer | 客户 顾客 客人 买家
        delivery: delivery shipping courier | 外卖 快递 配送 送货 物流
        packaging: packaging package parcel | 包装 包裹
        commission: commission | 抽成 佣金 抽
        warehouse: warehouse storage depot | 仓库 库房
        stock: stock inventory | 库存 存货
        product: product item goods | 产品 商品 货
        market: market | 市场
        meeting: meeting appointment | 会议 开会 例会 周会
        report: report summary | 报告 报表 汇报
        deadline: deadline due | 截止 期限 交稿
        schedule: schedule timetable roster | 日程 排班 时间表
        delay: delay postpone late | 推迟 延期 延误 耽误
        team: team crew | 团队 队 小组
        manager: manager boss supervisor | 经理 老板 主管 上司 领导
        colleague: colleague coworker | 同事
        employee: employee staff worker | 员工 职员 工人
        resign: resign quit leave | 辞职 离职
        interview: interview | 面试 采访
        training: training | 培训 训练
        project: project | 项目 工程
        task: task | 任务
        version: version | 版本
        release: release launch deploy | 发布 上线 部署
        server: server host | 服务器 主机
        database: database | 数据库
        table: table | 表 表格
        field: column field | 字段 列
        query: query | 查询
        data: data | 数据
        backup: backup | 备份
        bug: bug defect error fault | 错误 缺陷 故障 漏洞
        test: test | 测试
        code: code program script | 代码 程序 脚本
        software: software app application | 软件 应用
        computer: computer laptop | 电脑 笔记本
        website: website site web | 网站 网页
        network: network internet wifi | 网络 网
        password: password | 密码
        document: document file | 文件 文档 材料
        chart: chart graph plot diagram | 图表 图
        dashboard: dashboard | 看板 仪表盘
        metric: metric indicator kpi | 指标
        percent: percent percentage share ratio rate | 百分之 比例 占比 率
        average: average mean | 平均 均值
        total: total sum | 总共 合计 总计 总额
        increase: increase rise raise growth grow | 增加 上升 上涨 涨 增长 升
        decrease: decrease drop reduce decline lower | 减少 下降 降 降低 下滑
        limit: limit maximum cap threshold | 限制 上限 最高 阈值
        minimum: minimum least | 最低 最少 下限
        compare: compare comparison | 比较 对比
        alarm: alarm alert warning | 报警 告警 警报 提醒
        retry: retry | 重试
        fail: fail failure | 失败
        reject: reject refuse decline deny | 拒绝
        approve: approve approval permission | 批准 同意 审批 许可
        sign: sign signature | 签 签字 签名
        cancel: cancel | 取消
        replace: replace exchange swap | 更换 替换 换
        repair: repair fix mend | 修 维修 修理
        install: install installation | 安装
        remove: remove delete demolish | 删除 拆 拆除 去掉
        build: build construct construction | 建 施工 建造
        renovation: renovation renovate decoration | 装修 翻新
        design: design layout | 设计 布局
        kitchen: kitchen | 厨房
        bathroom: bathroom toilet shower | 卫生间 浴室 厕所 淋浴
        bedroom: bedroom | 卧室 主卧 次卧
        living: livingroom parlour lounge | 客厅
        balcony: balcony terrace | 阳台
        wall: wall | 墙
        floor: floor flooring | 地板 地面
        ceiling: ceiling | 天花 吊顶
        tile: tile | 瓷砖
        door: door | 门
        window: window | 窗 窗户
        cabinet: cabinet cupboard wardrobe closet | 柜子 衣柜 橱柜 柜
        desk: desk table | 桌 书桌 桌子
        chair: chair seat sofa | 椅 椅子 沙发
        bed: bed mattress | 床 床垫
        paint: paint | 油漆 乳胶漆
        leak: leak seep | 漏水 渗水 漏
        pipe: pipe plumbing | 水管 管道 管
        electricity: electricity electric power socket outlet | 电 插座 用电
        gas: gas | 燃气 煤气
        airing: air ventilate ventilation airing | 通风 透气
        heating: heat heating boiler | 暖气 供暖 加热
        conditioning: conditioning conditioner | 空调
        noise: noise noisy loud | 噪音 吵
        clean: clean wash | 清洁 打扫 洗 保洁
        smell: smell odour odor | 味道 气味
        key: key lock | 钥匙 锁
        flat: flat apartment house | 房子 公寓 新房
        storey: storey upstairs downstairs | 楼 楼上 楼下
        neighbour: neighbour neighbor | 邻居
        move: move relocate | 搬 搬家 入住
        kettle: pot pan kettle oven stove | 锅 灶 烤箱 炉
        menu: menu dish | 菜单 菜品 菜
        beef: beef | 牛肉 牛腱
        pork: pork | 猪肉
        chicken: chicken poultry | 鸡 鸡肉
        fish: fish seafood | 鱼 海鲜
        vegetable: vegetable | 蔬菜 青菜
        fruit: fruit | 水果
        rice: rice | 米饭 大米
        noodle: noodle pasta | 面条 面
        egg: egg | 鸡蛋 蛋
        milk: milk | 牛奶 奶
        tea: tea | 茶
        coffee: coffee | 咖啡
        wine: wine beer alcohol drink | 酒 啤酒 喝酒
        sugar: sugar sweet | 糖 甜
        salt: salt salty | 盐 咸
        spicy: spicy chili hot | 辣
        breakfast: breakfast | 早餐 早饭
        lunch: lunch | 午餐 午饭 午市
        dinner: dinner supper | 晚餐 晚饭 晚市
        portion: portion serving | 份 分量
        allergy: allergy allergic | 过敏
        diet: diet vegetarian vegan | 饮食 素食 节食
        pain: pain ache hurt sore | 疼 痛
        knee: knee | 膝盖
        back: spine backache | 腰 背
        tooth: tooth teeth dentist | 牙 牙医
        eye: eye sight glasses | 眼 眼睛 眼镜
        fever: fever cold flu | 发烧 感冒
        surgery: surgery operation | 手术
        medicine: medicine drug pill dose | 药 吃药 剂量
        patient: patient | 病人 患者
        nurse: nurse ward | 护士 病房
        shift: shift | 班次 值班 夜班
        blood: blood | 血 血压
        pregnancy: pregnant pregnancy | 怀孕
        sleep: sleep insomnia | 睡 睡眠 失眠
        run: run running jog marathon race | 跑步 跑 马拉松 比赛
        bike: bike cycling bicycle | 自行车 骑车
        swim: swim swimming pool | 游泳
        mountain: mountain climb hike | 山 爬山 登山
        train: train railway | 火车 高铁
        plane: plane flight airport | 飞机 航班 机场
        hotel: hotel hostel | 酒店 宾馆
        ticket: ticket | 票 门票
        luggage: luggage suitcase bag | 行李 箱子 包
        passport: passport visa | 护照 签证
        map: map route | 地图 路线
        weather: weather rain snow storm wind | 天气 下雨 雪 风
        thesis: thesis dissertation paper | 论文
        chapter: chapter section paragraph | 章 章节 段落
        exam: exam examination quiz | 考试 期末
        teacher: teacher professor tutor | 老师 教授
        homework: homework assignment | 作业
        lesson: lesson lecture seminar | 课 讲座 报告会
        probability: probability chance odds | 概率 几率
        model: model | 模型
        question: question ask | 问 问题
        advice: advice advise suggest recommend | 建议 推荐
        promise: promise commit | 答应 承诺
        hate: hate dislike annoy | 讨厌 不喜欢 烦
        fear: fear afraid scared nervous | 怕 害怕 紧张
        angry: angry upset complain complaint | 生气 抱怨 投诉
        tired: tired exhausted | 累 疲惫
        busy: busy | 忙
        quiet: quiet calm | 安静 平静
        rule: rule policy regulation | 规定 规矩 规则
        law: law legal lawyer | 法律 律师
        police: police | 警察
        accident: accident crash | 事故 车祸
        fire: fire | 火 消防 火灾
        photo: photo picture image | 照片 图片 拍照
        video: video | 视频
        letter: letter mail post | 信 邮件
        newspaper: newspaper news press | 报纸 新闻
        flower: flower plant garden | 花 植物 花园
        tree: tree wood forest | 树 木 林
        clothes: clothes shirt dress coat jacket | 衣服 衬衫 外套 裙子
        ring: ring necklace jewelry | 戒指 项链 首饰
        length: long length | 长度 多长
        width: wide width | 宽 宽度
        depth: deep depth | 深 深度
        speed: speed fast quick | 速度 快
        quantity: quantity amount number | 数量 个数
        first: first begin initial | 最初 第一 首次 开头
        last: last final | 最后 最终
        """;
}
