CREATE TABLE cities (
    -- Cities where customers live and stores are / 城市
    id INTEGER PRIMARY KEY, -- City id / 城市编号
    name TEXT NOT NULL, -- City name in English / 城市英文名
    name_zh TEXT NOT NULL, -- City name in Chinese / 城市名称
    region TEXT NOT NULL, -- Sales region / 所在大区: North China=华北, East China=华东, South China=华南, Central China=华中, Southwest China=西南, Northwest China=西北, Asia Pacific=亚太, Europe=欧洲, Americas=美洲
    country TEXT NOT NULL -- Country / 国家: China=中国, Singapore=新加坡, Japan=日本, South Korea=韩国, Australia=澳大利亚, United Kingdom=英国, Germany=德国, France=法国, United States=美国, Canada=加拿大
);

CREATE TABLE customers (
    -- Registered customers / 客户
    id INTEGER PRIMARY KEY, -- Customer id / 客户编号
    name TEXT NOT NULL, -- Customer name / 客户姓名
    gender TEXT NOT NULL, -- Gender / 性别: F=女, M=男
    birth_date DATE NOT NULL, -- Date of birth / 出生日期
    email TEXT, -- E-mail address, null when not given / 邮箱
    level TEXT NOT NULL, -- Membership level / 会员等级: standard=普通会员, silver=银卡会员, gold=金卡会员, platinum=白金会员
    city_id INTEGER NOT NULL REFERENCES cities (id), -- City where the customer lives / 所在城市
    registered_at DATE NOT NULL -- Date of registration / 注册日期
);

CREATE TABLE categories (
    -- Product categories / 商品类别
    id INTEGER PRIMARY KEY, -- Category id / 类别编号
    name TEXT NOT NULL, -- Category name in English / 类别英文名
    name_zh TEXT NOT NULL -- Category name in Chinese / 类别名称
);

CREATE TABLE products (
    -- Products / 产品, 商品
    id INTEGER PRIMARY KEY, -- Product id / 产品编号
    name TEXT NOT NULL, -- Product name in English / 产品英文名
    name_zh TEXT NOT NULL, -- Product name in Chinese / 产品名称
    brand TEXT NOT NULL, -- Brand / 品牌
    category_id INTEGER NOT NULL REFERENCES categories (id), -- Category / 所属类别
    price REAL NOT NULL, -- List price in yuan / 标价, 售价 (元)
    cost REAL NOT NULL, -- Purchase cost in yuan / 成本 (元)
    launched_at DATE NOT NULL, -- Launch date / 上市日期
    is_active INTEGER NOT NULL -- On sale / 是否在售: 1=在售, 0=停售
);

CREATE TABLE stores (
    -- Stores, physical and online / 门店, 店铺
    id INTEGER PRIMARY KEY, -- Store id / 门店编号
    name TEXT NOT NULL, -- Store name in English / 门店英文名
    name_zh TEXT NOT NULL, -- Store name in Chinese / 门店名称
    channel TEXT NOT NULL, -- Sales channel / 销售渠道: online=线上, offline=线下
    city_id INTEGER NOT NULL REFERENCES cities (id), -- City of the store / 所在城市
    opened_at DATE NOT NULL -- Opening date / 开业日期
);

CREATE TABLE employees (
    -- Employees of the stores / 员工
    id INTEGER PRIMARY KEY, -- Employee id / 员工编号
    name TEXT NOT NULL, -- Employee name / 员工姓名
    title TEXT NOT NULL, -- Job title / 职位: manager=店长, sales=销售员, support=客服
    store_id INTEGER NOT NULL REFERENCES stores (id), -- Store where the employee works / 所属门店
    manager_id INTEGER REFERENCES employees (id), -- Manager, null for store managers / 直属上级
    salary REAL NOT NULL, -- Monthly salary in yuan / 月薪 (元)
    hired_at DATE NOT NULL -- Date of hire / 入职日期
);

CREATE TABLE orders (
    -- Orders / 订单
    id INTEGER PRIMARY KEY, -- Order id / 订单编号
    order_date DATE NOT NULL, -- Order date / 下单日期
    status TEXT NOT NULL, -- Order status / 订单状态: pending=待付款, paid=已付款, shipped=已发货, completed=已完成, cancelled=已取消
    customer_id INTEGER NOT NULL REFERENCES customers (id), -- Customer who ordered / 客户
    store_id INTEGER NOT NULL REFERENCES stores (id), -- Store that sold / 门店
    employee_id INTEGER REFERENCES employees (id), -- Employee who served, null for online orders / 经办员工
    total_amount REAL NOT NULL -- Order total in yuan, the sum of its items / 订单总金额 (元)
);

CREATE TABLE order_items (
    -- Lines of the orders / 订单明细
    id INTEGER PRIMARY KEY, -- Line id / 明细编号
    order_id INTEGER NOT NULL REFERENCES orders (id), -- Order / 所属订单
    product_id INTEGER NOT NULL REFERENCES products (id), -- Product sold / 产品
    quantity INTEGER NOT NULL, -- Quantity, units sold / 数量, 销量
    unit_price REAL NOT NULL, -- Price paid per unit in yuan / 成交单价 (元)
    amount REAL NOT NULL -- Sales amount in yuan, quantity × unit price / 销售额 (元)
);

CREATE TABLE payments (
    -- Payments of orders / 付款记录
    id INTEGER PRIMARY KEY, -- Payment id / 付款编号
    order_id INTEGER NOT NULL REFERENCES orders (id), -- Order paid / 订单
    method TEXT NOT NULL, -- Payment method / 支付方式: Alipay=支付宝, WeChat Pay=微信支付, credit card=信用卡, cash=现金
    amount REAL NOT NULL, -- Amount paid in yuan / 付款金额 (元)
    paid_at TIMESTAMP NOT NULL -- Time of payment / 付款时间
);

CREATE TABLE returns (
    -- Returned order lines / 退货记录
    id INTEGER PRIMARY KEY, -- Return id / 退货编号
    order_item_id INTEGER NOT NULL REFERENCES order_items (id), -- Order line returned / 订单明细
    quantity INTEGER NOT NULL, -- Units returned / 退货数量
    refund_amount REAL NOT NULL, -- Refund in yuan / 退款金额 (元)
    reason TEXT NOT NULL, -- Reason / 退货原因: quality issue=质量问题, wrong size=尺码不合, changed mind=不想要了, damaged in transit=运输损坏, late delivery=送货太慢
    returned_at DATE NOT NULL -- Date of return / 退货日期
);

CREATE TABLE reviews (
    -- Product reviews by customers / 商品评价
    id INTEGER PRIMARY KEY, -- Review id / 评价编号
    product_id INTEGER NOT NULL REFERENCES products (id), -- Product reviewed / 产品
    customer_id INTEGER NOT NULL REFERENCES customers (id), -- Customer who reviewed / 客户
    rating INTEGER NOT NULL, -- Stars from 1 to 5 / 评分 (1-5 星)
    comment TEXT, -- Words of the review, null when only stars / 评价内容
    reviewed_at DATE NOT NULL -- Date of the review / 评价日期
);

CREATE TABLE inventory (
    -- Stock of each product in each store / 库存
    store_id INTEGER NOT NULL REFERENCES stores (id), -- Store / 门店
    product_id INTEGER NOT NULL REFERENCES products (id), -- Product / 产品
    quantity INTEGER NOT NULL, -- Units in stock / 库存数量
    reorder_level INTEGER NOT NULL, -- Reorder when the stock is below this / 补货线, 安全库存
    updated_at DATE NOT NULL, -- Date of the last count / 盘点日期
    PRIMARY KEY (store_id, product_id)
);

CREATE INDEX orders_by_date ON orders (order_date);
CREATE INDEX orders_by_customer ON orders (customer_id);
CREATE INDEX order_items_by_order ON order_items (order_id);
CREATE INDEX order_items_by_product ON order_items (product_id);
CREATE INDEX payments_by_order ON payments (order_id);
CREATE INDEX returns_by_item ON returns (order_item_id);
CREATE INDEX reviews_by_product ON reviews (product_id);
