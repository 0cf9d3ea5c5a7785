-- A small software studio: projects, hours, tickets, invoices and leave, played from arithmetic, so that every run gives the same rows.
CREATE TABLE departments ( -- 部门
    id INTEGER PRIMARY KEY, -- 部门编号
    name TEXT NOT NULL, -- Department name / 部门英文名
    name_zh TEXT NOT NULL, -- 部门名称
    annual_budget REAL NOT NULL -- Budget of a year in yuan / 年度预算 (元)
);
CREATE TABLE staff ( -- Staff members / 员工
    id INTEGER PRIMARY KEY, -- Staff id / 员工编号
    full_name TEXT NOT NULL, -- Name / 姓名
    department_id INTEGER NOT NULL REFERENCES departments (id), -- 所属部门
    position TEXT NOT NULL, -- Position / 岗位: engineer=工程师, designer=设计师, consultant=顾问, lead=组长
    monthly_pay REAL NOT NULL, -- Pay of a month in yuan / 月工资 (元)
    hire_date DATE NOT NULL, -- Day of hire / 入职日期
    leave_date DATE, -- Day of leaving, null while employed / 离职日期
    phone TEXT, -- Phone / 联系电话
    supervisor_id INTEGER REFERENCES staff (id) -- Supervisor / 上级
);
CREATE TABLE clients ( -- Client companies / 客户公司
    id INTEGER PRIMARY KEY, -- Client id / 客户编号
    company TEXT NOT NULL, -- Company name / 公司名称
    industry TEXT NOT NULL, -- Industry / 行业: finance=金融, retail=零售, health=医疗, education=教育, logistics=物流
    city TEXT NOT NULL, -- 城市
    signed_on DATE NOT NULL -- Day of the first contract / 签约日期
);
CREATE TABLE projects ( -- Projects / 项目
    id INTEGER PRIMARY KEY, -- Project id / 项目编号
    title TEXT NOT NULL, -- Project title / 项目名称
    client_id INTEGER NOT NULL REFERENCES clients (id), -- Client / 客户
    lead_id INTEGER NOT NULL REFERENCES staff (id), -- Project lead / 负责人
    stage TEXT NOT NULL, -- Stage / 阶段: planned=规划中, running=进行中, delivered=已交付, stopped=已中止
    budget REAL NOT NULL, -- Project budget in yuan / 项目预算 (元)
    start_date DATE NOT NULL, -- 开始日期
    deadline DATE NOT NULL, -- 截止日期
    delivered_on DATE -- Day of delivery, null before / 交付日期
);
CREATE TABLE time_entries ( -- Hours worked on projects / 工时记录
    id INTEGER PRIMARY KEY, -- 记录编号
    project_id INTEGER NOT NULL REFERENCES projects (id), -- 项目
    staff_id INTEGER NOT NULL REFERENCES staff (id), -- 员工
    work_date DATE NOT NULL, -- 工作日期
    hours REAL NOT NULL, -- Hours / 工时 (小时)
    billable INTEGER NOT NULL -- Billable / 是否计费: 1=计费, 0=不计费
);
CREATE TABLE tickets ( -- Support tickets / 工单
    id INTEGER PRIMARY KEY, -- Ticket id / 工单编号
    client_id INTEGER NOT NULL REFERENCES clients (id), -- 客户
    assignee_id INTEGER REFERENCES staff (id), -- Who works on it, null when nobody / 处理人
    priority TEXT NOT NULL, -- Priority / 优先级: low=低, normal=中, high=高, urgent=紧急
    topic TEXT NOT NULL, -- Topic / 问题类型: bug=缺陷, question=咨询, request=需求, outage=故障
    state TEXT NOT NULL, -- State / 状态: open=待处理, waiting=等待中, closed=已关闭
    created_on DATE NOT NULL, -- Day of creation / 创建日期
    closed_on DATE, -- Day of closing, null while open / 关闭日期
    satisfaction INTEGER -- Satisfaction from 1 to 5, null when not given / 满意度
);
CREATE TABLE invoices ( -- Invoices / 发票
    id INTEGER PRIMARY KEY, -- Invoice id / 发票编号
    project_id INTEGER NOT NULL REFERENCES projects (id), -- 项目
    issued_on DATE NOT NULL, -- Day of issue / 开票日期
    paid_on DATE, -- Day of payment, null while unpaid / 回款日期
    amount REAL NOT NULL -- Invoice amount in yuan / 开票金额 (元)
);
CREATE TABLE leave_requests ( -- Leave requests / 请假申请
    id INTEGER PRIMARY KEY, -- 申请编号
    staff_id INTEGER NOT NULL REFERENCES staff (id), -- 员工
    kind TEXT NOT NULL, -- Kind / 请假类型: annual=年假, sick=病假, personal=事假
    first_day DATE NOT NULL, -- First day / 开始日
    days REAL NOT NULL, -- Days / 请假天数
    approved INTEGER NOT NULL -- Approved / 是否批准: 1=已批准, 0=未批准
);
INSERT INTO departments VALUES (1, 'Engineering', '研发部', 5200000), (2, 'Design', '设计部', 1800000), (3, 'Consulting', '咨询部', 2600000), (4, 'Support', '客服部', 1200000), (5, 'Archive', '档案室', 90000);
INSERT INTO staff (id, full_name, department_id, position, monthly_pay, hire_date, leave_date, phone, supervisor_id)
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 48)
SELECT i,
    substr('林陆方蒋沈韦顾夏汤尹黎段', 1 + i % 12, 1) || substr('嘉宁书言子墨一凡安然若水清和明远', 1 + 2 * (i * 5 % 8), 2) || CASE WHEN i > 24 THEN substr('怡轩珊岚', 1 + i % 4, 1) ELSE '' END,
    1 + (i * 7 % 10) / 3,
    CASE WHEN i <= 4 THEN 'lead' WHEN i % 3 = 0 THEN 'designer' WHEN i % 3 = 1 THEN 'engineer' ELSE 'consultant' END,
    8000 + (i * 7919 % 131) * 100,
    date('2019-02-11', '+' || (i * 53) || ' days'),
    CASE WHEN i % 9 = 5 THEN date('2025-03-03', '+' || (i * 9) || ' days') END,
    CASE WHEN i % 6 = 1 THEN NULL ELSE '138' || (20000000 + i * 31337) END,
    CASE WHEN i > 4 THEN 1 + i % 4 END
FROM n;
INSERT INTO clients
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 30),
names(k, name) AS (VALUES (0, 'Northwind Harbor'), (1, 'Bluestone'), (2, 'Cedar Grove'), (3, 'Lantern'), (4, 'Maple Ridge'), (5, 'Silverline')),
kinds(k, industry, word) AS (VALUES (0, 'finance', 'Capital'), (1, 'retail', 'Stores'), (2, 'health', 'Clinics'), (3, 'education', 'Academy'), (4, 'logistics', 'Freight'))
SELECT i, name || ' ' || word, industry, CASE i % 4 WHEN 0 THEN '杭州' WHEN 1 THEN '成都' WHEN 2 THEN '深圳' ELSE '武汉' END, date('2022-01-10', '+' || (i * 47) || ' days')
FROM n JOIN names ON names.k = i % 6 JOIN kinds ON kinds.k = i % 5;
INSERT INTO projects
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60)
SELECT i, CASE i % 5 WHEN 0 THEN 'Portal' WHEN 1 THEN 'Mobile App' WHEN 2 THEN 'Data Hub' WHEN 3 THEN 'Billing' ELSE 'Chatbot' END || ' ' || (100 + i),
    1 + i * 11 % 27, 1 + i * 3 % 12,
    CASE WHEN i > 54 THEN 'planned' WHEN i % 11 = 4 THEN 'stopped' WHEN i > 38 THEN 'running' ELSE 'delivered' END,
    50000 + (i * 6151 % 97) * 5000,
    date('2024-03-01', '+' || (i * 14) || ' days'), date('2024-03-01', '+' || (i * 14 + 120 + i % 7 * 10) || ' days'),
    CASE WHEN i <= 38 AND i % 11 <> 4 THEN date('2024-03-01', '+' || (i * 14 + 100 + i * 37 % 70) || ' days') END
FROM n;
INSERT INTO time_entries
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 6000)
SELECT i, 1 + (i * 29 + i / 7) % 54, 1 + (i * 13 + i / 11) % 46, date('2024-07-01', '+' || (i * 730 / 6001) || ' days'), 1 + (i * 7 % 15) * 0.5, CASE WHEN i * 31 % 10 < 7 THEN 1 ELSE 0 END
FROM n;
INSERT INTO tickets
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1500)
SELECT i, 1 + (i * 17 + i / 13) % 28, CASE WHEN i % 23 = 0 THEN NULL ELSE 1 + (i * 19 + i / 5) % 40 END,
    CASE i * 7 % 12 WHEN 0 THEN 'urgent' WHEN 1 THEN 'high' WHEN 2 THEN 'high' WHEN 3 THEN 'low' WHEN 4 THEN 'low' WHEN 5 THEN 'low' ELSE 'normal' END,
    CASE i * 5 % 9 WHEN 0 THEN 'outage' WHEN 1 THEN 'bug' WHEN 2 THEN 'bug' WHEN 3 THEN 'bug' WHEN 4 THEN 'request' WHEN 5 THEN 'request' ELSE 'question' END,
    CASE WHEN i > 1440 THEN 'open' WHEN i % 31 = 7 THEN 'waiting' ELSE 'closed' END,
    date('2024-07-01', '+' || (i * 730 / 1501) || ' days'),
    CASE WHEN i <= 1440 AND i % 31 <> 7 THEN date('2024-07-01', '+' || (i * 730 / 1501 + i * 3 % 14) || ' days') END,
    CASE WHEN i <= 1440 AND i % 3 <> 0 THEN 1 + (i * 11 + i / 4) % 5 END
FROM n;
INSERT INTO invoices
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 220)
SELECT i, 1 + i * 23 % 52, date('2024-07-05', '+' || (i * 725 / 221) || ' days'),
    CASE WHEN i % 8 <> 3 AND i < 208 THEN date('2024-07-05', '+' || (i * 725 / 221 + 10 + i * 13 % 45) || ' days') END,
    5000 + (i * 4057 % 113) * 750
FROM n;
INSERT INTO leave_requests
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 260)
SELECT i, 1 + (i * 5 + i / 9) % 44, CASE WHEN i % 5 < 3 THEN 'annual' WHEN i % 5 = 3 THEN 'sick' ELSE 'personal' END, date('2024-07-01', '+' || (i * 728 / 261) || ' days'), 0.5 * (1 + i * 7 % 10), CASE WHEN i % 12 = 5 THEN 0 ELSE 1 END
FROM n;
