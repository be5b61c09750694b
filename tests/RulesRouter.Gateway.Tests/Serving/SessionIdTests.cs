using System.Text.Json;
using Microsoft.AspNetCore.Http;
using RulesRouter.Catalog;
using RulesRouter.Service.Gateway;

namespace RulesRouter.Gateway.Tests.Serving;

/// <summary>Which conversation a request belongs to.</summary>
public sealed class SessionIdTests
{
    [Theory]
    [InlineData("x-rulesrouter-session", "ours", "ours")]
    [InlineData("x-claude-code-session-id", "claude", "claude")]
    [InlineData("session-id", "codex", "codex")]
    [InlineData("x-session", "other", null)]
    public void Header_of_a_known_client_names_the_session(string name, string value, string? id) =>
        Assert.Equal(id, SessionIds.Of(new HeaderDictionary { [name] = value }, ApiDialect.OpenaiChat, Json("{}")));

    [Theory]
    [InlineData("""{"metadata":{"user_id":"{\"device_id\":\"d\",\"session_id\":\"s-1\"}"}}""", "s-1")]
    [InlineData("""{"metadata":{"user_id":"user_1_account_2_session_s-2"}}""", "s-2")]
    [InlineData("""{"metadata":{"user_id":"user-17"}}""", null)]
    [InlineData("""{"metadata":{"user_id":"{broken"}}""", null)]
    [InlineData("""{"metadata":{"user_id":"x_session_"}}""", null)]
    [InlineData("""{"metadata":7}""", null)]
    public void Session_part_of_a_user_id_names_the_session_and_a_plain_one_does_not(string body, string? id) =>
        Assert.Equal(id, SessionIds.Of(new HeaderDictionary(), ApiDialect.AnthropicMessages, Json(body)));

    [Theory]
    [InlineData("""{"prompt_cache_key":"c"}""", "c")]
    [InlineData("""{"user":"u"}""", null)]
    public void Cache_key_of_an_openai_client_names_the_session(string body, string? id) =>
        Assert.Equal(id, SessionIds.Of(new HeaderDictionary(), ApiDialect.OpenaiResponses, Json(body)));

    private static JsonElement Json(string body) => JsonDocument.Parse(body).RootElement;
}
