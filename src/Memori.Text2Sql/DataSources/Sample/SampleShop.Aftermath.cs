namespace Memori.Text2Sql.DataSources.Sample;

internal sealed partial class SampleShop
{
    /// <summary>What follows a completed order: returns and reviews.</summary>
    private sealed class Aftermath(SampleShop shop) : IDisposable
    {
        private static readonly string[] Reasons = ["quality issue", "quality issue", "changed mind", "changed mind", "changed mind", "damaged in transit", "late delivery"];

        private static readonly string[][] Chinese =
        [
            ["质量太差，已经退货了", "和描述不符，很失望", "用了两天就坏了"],
            ["做工一般，不太推荐", "有点小贵，性价比不高", "包装破损，体验不好"],
            ["还可以，中规中矩", "一般般，凑合用", "物流慢了点，东西还行"],
            ["不错，下次还会买", "质量很好，物流也快", "性价比高，推荐"],
            ["非常满意，超出预期", "太喜欢了，已经推荐给朋友", "品质一流，五星好评"],
        ];

        private static readonly string[][] English =
        [
            ["Broke after two days", "Not as described, very disappointed", "Poor quality, sent it back"],
            ["Not worth the price", "The box arrived damaged", "Mediocre, would not buy again"],
            ["It is okay", "Average, does the job", "Fine, but shipping was slow"],
            ["Good value for money", "Works well, fast delivery", "Good quality, will buy again"],
            ["Excellent, better than expected", "Love it, highly recommended", "Perfect gift, great quality"],
        ];

        private readonly RowWriter _returns = shop.Into("INSERT INTO returns VALUES ($1, $2, $3, $4, $5, $6)");
        private readonly RowWriter _reviews = shop.Into("INSERT INTO reviews VALUES ($1, $2, $3, $4, $5, $6)");
        private readonly SeededRandom _random = shop._random;

        public void Follow(int customer, bool chinese, List<Line> lines, DateOnly day)
        {
            foreach (var line in lines)
            {
                if (_random.Percent(shop._catalog.Products[line.Product - 1].Category == "Clothing" ? 8 : 4))
                {
                    Return(line, day.AddDays(_random.Between(3, 16)));
                }

                if (_random.Percent(14))
                {
                    Review(customer, chinese, line.Product, day.AddDays(_random.Between(4, 25)));
                }
            }
        }

        public void Dispose()
        {
            _returns.Dispose();
            _reviews.Dispose();
        }

        private void Return(Line line, DateOnly day)
        {
            var quantity = _random.Between(1, line.Quantity);
            var clothing = shop._catalog.Products[line.Product - 1].Category == "Clothing";
            var reason = clothing && _random.Percent(55) ? "wrong size" : _random.Pick(Reasons);
            if (day <= shop._today)
            {
                _returns.Add(_returns.Count + 1, line.Id, quantity, Yuan(quantity * line.UnitPrice), reason, day);
            }
        }

        private void Review(int customer, bool chinese, int product, DateOnly day)
        {
            // Every product has a quality of its own, so that averages differ.
            var quality = product * 37 % 29;
            var rating = _random.Below(100 + quality) switch { < 6 => 1, < 14 => 2, < 32 => 3, < 70 => 4, _ => 5 };
            var comment = _random.Percent(30) ? null : _random.Pick((chinese ? Chinese : English)[rating - 1]);
            if (day <= shop._today)
            {
                _reviews.Add(_reviews.Count + 1, product, customer, rating, comment, day);
            }
        }
    }
}
