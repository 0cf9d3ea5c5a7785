using Memori.Server.Proxy.Callers;

namespace Memori.Server.Tests.Proxy.Callers;

public sealed class MetadataUserTests
{
    private const string Session = "3b1f2c9e-8d0a-4e51-9b7a-0f2e6c1d5a44";
    private const string Account = "7f6a1d20-1111-4222-8333-944455566677";

    [Theory]
    [InlineData($"user_0a1b2c_account_{Account}_session_{Session}", Account, Session)]
    [InlineData($"user_0a1b2c_account__session_{Session}", "0a1b2c", Session)]
    [InlineData($$"""{"device_id":"0a1b2c","account_uuid":"{{Account}}","session_id":"{{Session}}"}""", Account, Session)]
    [InlineData($$"""{"device_id":"0a1b2c","account_uuid":"","session_id":"{{Session}}"}""", "0a1b2c", Session)]
    [InlineData("alice", "alice", null)]
    [InlineData("{not json", "{not json", null)]
    [InlineData("""{"other":1}""", """{"other":1}""", null)]
    [InlineData("", null, null)]
    [InlineData(null, null, null)]
    public void User_and_session_are_told_apart(string? text, string? user, string? session) => MetadataUser.Read(text).ShouldBe(new MetadataUser(user, session));
}
