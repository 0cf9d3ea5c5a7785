namespace Memori.Tests;

public sealed class IdentifiersTests
{
    [Theory]
    [InlineData("")]
    [InlineData("a\nb")]
    [InlineData("a\u0000")]
    [InlineData("a\u2028b")]
    public void Require_BadId_IsRefused(string id) =>
        Should.Throw<MemoriException>(() => Identifiers.Require(id, "user_id")).Code.ShouldBe("invalid-id");

    [Fact]
    public void Require_LoneSurrogate_IsRefused() =>
        Should.Throw<MemoriException>(() => Identifiers.Require("a" + (char)0xd800, "user_id")).Code.ShouldBe("invalid-id");

    [Theory]
    [InlineData("u")]
    [InlineData("用户:1/../x")]
    [InlineData("😀")]
    public void Require_GoodId_IsReturned(string id) => Identifiers.Require(id, "user_id").ShouldBe(id);
}
