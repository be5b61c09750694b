using System.Text.Json;
using RulesRouter.Catalog;
using RulesRouter.Language.Import;

namespace RulesRouter.Language.Tests.Binding;

/// <summary>How a provider is called, in catalog files and in the sources of an import.</summary>
public sealed class ApiBinderTests
{
    [Fact]
    public void Api_is_read_with_its_defaults()
    {
        var api = Api("""{ dialect: openai-chat, baseUrl: "http://127.0.0.1:9/v1/" }""");

        Assert.Equal(new ProviderApi([ApiDialect.OpenaiChat], new Uri("http://127.0.0.1:9/v1"), ApiAuthentication.Bearer, null), api);
    }

    [Fact]
    public void Several_dialects_a_header_and_a_variable_are_read() =>
        Assert.Equal(
            new ProviderApi(
                [ApiDialect.AnthropicMessages, ApiDialect.OpenaiResponses],
                new Uri("https://h/v1"),
                ApiAuthentication.ApiKey,
                "ACME_KEY"),
            Api("""{ dialect: [anthropic-messages, openai-responses], baseUrl: "https://h/v1", auth: api-key, credential: ACME_KEY }"""));

    [Fact]
    public void Messages_take_their_key_in_x_api_key_by_default() =>
        Assert.Equal(ApiAuthentication.XApiKey, Api("""{ dialect: anthropic-messages, baseUrl: "https://h/v1" }""")!.Authentication);

    [Theory]
    [InlineData("http://h:port/v1", "`baseUrl` is not the URL of an API: \"http://h:port/v1\"")]
    [InlineData("https://user:secret@h/v1", "`baseUrl` is not the URL of an API: \"https://user:secret@h/v1\"")]
    public void Url_that_no_call_can_follow_is_an_error(string url, string message) =>
        Assert.Equal([message], Loaded($$"""{ dialect: openai-chat, baseUrl: "{{url}}" }""").Diagnostics.Select(one => one.Message));

    [Fact]
    public void Unknown_dialect_is_an_error() =>
        Assert.Equal(
            ["`api.dialect` cannot be \"openai-chats\"; did you mean `openai-chat`?"],
            Loaded("""{ dialect: openai-chats, baseUrl: "https://h/v1" }""").Diagnostics.Select(one => $"{one.Message}; {one.Help}"));

    [Theory]
    [InlineData("""{"npm":"@ai-sdk/openai","env":["OPENAI_API_KEY"]}""", """api: { dialect: [openai-chat, openai-responses], baseUrl: "https://api.openai.com/v1", credential: OPENAI_API_KEY }""")]
    [InlineData("""{"npm":"@ai-sdk/openai-compatible","api":"https://h/v1/","env":["A","B"]}""", """api: { dialect: openai-chat, baseUrl: "https://h/v1" }""")]
    [InlineData("""{"npm":"@ai-sdk/openai-compatible","api":"https://${ACCOUNT}.h/v1"}""", null)]
    [InlineData("""{"npm":"@ai-sdk/google","env":["GOOGLE_API_KEY","GEMINI_API_KEY"]}""", """api: { dialect: openai-chat, baseUrl: "https://generativelanguage.googleapis.com/v1beta/openai", credential: GEMINI_API_KEY }""")]
    [InlineData("""{"npm":"@ai-sdk/azure","env":["AZURE_RESOURCE_NAME","AZURE_API_KEY"]}""", null)]
    [InlineData("{}", null)]
    public void Import_states_an_api_where_the_source_does(string provider, string? line) =>
        Assert.Equal(line, ProviderApis.LineOf(JsonDocument.Parse(provider).RootElement));

    private static ProviderApi? Api(string api)
    {
        var loaded = Loaded(api);
        Assert.Empty(loaded.Diagnostics);
        return loaded.Catalog.FindProvider("acme")!.Api;
    }

    private static LoadResult Loaded(string api) => Loading.Load(("catalog.yaml", $$"""
        apiVersion: rulesrouter/v1
        kind: Catalog
        metadata: { name: test }
        spec:
          providers:
            acme: { api: {{api}} }
        """));
}
