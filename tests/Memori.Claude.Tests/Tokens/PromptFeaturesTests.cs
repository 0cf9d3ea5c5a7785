using System.Text;
using Memori.Claude.Tokens;

namespace Memori.Claude.Tests.Tokens;

public sealed class PromptFeaturesTests
{
    [Theory]
    [InlineData(750, 10, 10)]
    [InlineData(1000, 750, 1000)]
    [InlineData(1568, 1568, 1600)]
    [InlineData(15_680, 750, 156)]
    public void OfRequest_Image_CountsItsPixels(int width, int height, int expected)
    {
        var body = $$$$"""{"messages":[{"role":"user","content":[{"type":"image","source":{"type":"base64","media_type":"image/png","data":"{{{{Convert.ToBase64String(Images.Png(width, height))}}}}"}}]}]}""";
        var prompt = PromptFeatures.OfRequest(Encoding.UTF8.GetBytes(body));
        ((int)prompt.Media).ShouldBe(expected);
    }
}
