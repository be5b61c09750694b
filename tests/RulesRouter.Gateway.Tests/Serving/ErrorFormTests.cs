using System.Net;
using System.Text;
using RulesRouter.Access;
using RulesRouter.Language.Access;
using RulesRouter.Service.Access;

namespace RulesRouter.Gateway.Tests.Serving;

/// <summary>Errors that no handler of the gateway writes are in the client's dialect all the same.</summary>
public sealed class ErrorFormTests
{
    [Theory]
    [InlineData("/openai/v1/chat/completions", false)]
    [InlineData("/openai/v1/responses", false)]
    [InlineData("/openai/v1/messages", true)]
    [InlineData("/anthropic/v1/messages", true)]
    [InlineData("/anthropic/v1/chat/completions", false)]
    public async Task Missing_credential_and_scope_are_errors_of_the_clients_dialect(string path, bool isAnthropic)
    {
        var (reader, entry) = Key("reader", AccessScope.Read);
        await using var keys = await KeyFile.Write(entry);
        await using var gateway = await RunningGateway.Start(
            ["openai-chat"],
            options => options with { Access = new() { KeysPath = keys.Path } });

        var missing = await gateway.Post(path, "{}");
        var unknown = await gateway.Post(path, "{}", ("x-api-key", "rr_x_y"));
        var forbidden = await gateway.Post(path, "{}", ("authorization", $"Bearer {reader}"));

        Assert.Equal(HttpStatusCode.Unauthorized, missing.Status);
        Assert.Equal("Bearer", missing.Headers["www-authenticate"]);
        AssertError(
            missing,
            isAnthropic,
            "authentication_error",
            "not authenticated: the request has no credential; send an API key as `authorization: Bearer …` or `x-api-key: …`");
        Assert.Equal(HttpStatusCode.Unauthorized, unknown.Status);
        Assert.Equal(HttpStatusCode.Forbidden, forbidden.Status);
        AssertError(forbidden, isAnthropic, "permission_error", "not allowed: key `reader` does not have the scope `gateway`");
    }

    [Fact]
    public async Task Rate_of_a_caller_is_429_of_its_dialect_with_retry_after()
    {
        await using var gateway = await RunningGateway.Start(
            ["openai-chat"],
            options => options with { Access = options.Access with { Limits = new CallerLimits(0.01, 1, null) } });

        await gateway.Chat();
        var openai = await gateway.Chat();
        var anthropic = await gateway.Messages(stream: true);

        Assert.Equal((HttpStatusCode)429, openai.Status);
        Assert.InRange(int.Parse(openai.Headers["retry-after"], null), 1, 100);
        Assert.Equal("rate_limit_error", openai.Json.GetProperty("error").GetProperty("type").GetString());
        Assert.Equal("rate_limit_exceeded", openai.Json.GetProperty("error").GetProperty("code").GetString());
        Assert.Equal((HttpStatusCode)429, anthropic.Status);
        Assert.Equal("rate_limit_error", anthropic.Json.GetProperty("error").GetProperty("type").GetString());
        Assert.InRange(int.Parse(anthropic.Headers["retry-after"], null), 1, 100);
    }

    [Theory]
    [InlineData("GET", "/openai/v1/chat/completions", 405, false, "invalid_request_error")]
    [InlineData("DELETE", "/anthropic/v1/messages", 405, true, "invalid_request_error")]
    [InlineData("POST", "/openai/v1/audio/speech", 404, false, "invalid_request_error")]
    [InlineData("POST", "/anthropic/v1/complete", 404, true, "not_found_error")]
    [InlineData("GET", "/anthropic/v1/messages/batches", 404, true, "not_found_error")]
    [InlineData("POST", "/v1/chat/completions", 404, false, "invalid_request_error")]
    [InlineData("POST", "/v1/messages", 404, true, "not_found_error")]
    [InlineData("POST", "/responses", 404, false, "invalid_request_error")]
    [InlineData("GET", "/v1/models", 404, false, "invalid_request_error")]
    [InlineData("GET", "/openai/v1", 404, false, "invalid_request_error")]
    [InlineData("POST", "/anthropic/messages", 404, true, "not_found_error")]
    public async Task Unknown_route_and_wrong_method_are_errors_of_the_dialect(
        string method, string path, int status, bool isAnthropic, string type)
    {
        await using var gateway = await RunningGateway.Start("openai-chat");
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));
        using var response = await gateway.Client.SendAsync(request);
        var answer = await RunningGateway.Answer.Of(response);

        Assert.Equal(status, (int)answer.Status);
        AssertError(
            answer,
            isAnthropic,
            type,
            status == 405 ? "method not allowed: GET /openapi/v1.json lists all operations" : $"not found: {Hint(gateway)}");
    }

    [Fact]
    public async Task Body_that_is_too_large_is_413_of_the_dialect()
    {
        await using var gateway = await RunningGateway.Start(["openai-chat"], options => options with { MaxBodyBytes = 1_000 });
        var body = $$"""{"model":"policy/all","messages":[{"role":"user","content":"{{new string('a', 2_000)}}"}]}""";

        var openai = await gateway.Post("/openai/v1/chat/completions", body);
        var anthropic = await gateway.Post("/anthropic/v1/messages", body);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, openai.Status);
        AssertError(openai, false, "invalid_request_error", "too large: the body is longer than the service allows");
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, anthropic.Status);
        AssertError(anthropic, true, "request_too_large", "too large: the body is longer than the service allows");
    }

    [Theory]
    [InlineData("", "the body is empty; expected a JSON object")]
    [InlineData(" \n", "the body is empty; expected a JSON object")]
    [InlineData("[]", "the body must be a JSON object, found a list")]
    [InlineData("null", "the body must be a JSON object, found null")]
    [InlineData("""{"model":""", "the body is not JSON, or nested deeper than 128 levels: line 1, byte 10")]
    [InlineData("""{"model":"policy/all"} x""", "the body is not JSON, or nested deeper than 128 levels: line 1, byte 24")]
    [InlineData("\uFEFF{}", "the body is not JSON, or nested deeper than 128 levels: line 1, byte 1")]
    public async Task Body_that_is_no_JSON_object_is_400_of_the_dialect_and_says_why(string body, string message)
    {
        await using var gateway = await RunningGateway.Start("openai-chat");

        var openai = await gateway.Post("/openai/v1/chat/completions", body);
        var anthropic = await gateway.Post("/anthropic/v1/messages", body);

        Assert.Equal(HttpStatusCode.BadRequest, openai.Status);
        AssertError(openai, false, "invalid_request_error", message);
        Assert.Equal(HttpStatusCode.BadRequest, anthropic.Status);
        AssertError(anthropic, true, "invalid_request_error", message);
    }

    [Theory]
    [InlineData("""{"model":"\ud800"}""", 9)]
    [InlineData("""{"model":"policy/all","messages":[],"\ud800":1}""", 36)]
    [InlineData("""{"model":"policy/all","messages":[{"role":"user","content":"a \ud83d\ude00","\uDFFF":{}}]}""", 76)]
    [InlineData("""{"model":"policy/all","messages":[],"tools":[{"name":"a","input_schema":{"type":"\ud800"}}]}""", 80)]
    [InlineData("{\"model\":\"policy/all\",\"messages\":[{\"role\":\"user\",\"content\":\"\u00ff\"}]}", 59)]
    public async Task Body_that_is_not_Unicode_is_400_of_the_dialect(string body, int at)
    {
        await using var gateway = await RunningGateway.Start("openai-chat");
        foreach (var (path, isAnthropic) in ((string, bool)[])[("/anthropic/v1/messages", true), ("/openai/v1/embeddings", false)])
        {
            using var content = new ByteArrayContent(Encoding.Latin1.GetBytes(body));
            content.Headers.ContentType = new("application/json");
            using var response = await gateway.Client.PostAsync(new Uri(path, UriKind.Relative), content);
            var answer = await RunningGateway.Answer.Of(response);

            Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
            AssertError(
                answer,
                isAnthropic,
                "invalid_request_error",
                $"the string at byte {at} of the body is not Unicode: half of a surrogate pair, or bytes that are not UTF-8");
        }
    }

    [Fact]
    public async Task Other_routes_keep_problem_details()
    {
        await using var gateway = await RunningGateway.Start("openai-chat");
        using var response = await gateway.Client.GetAsync(new Uri("/v1/decision", UriKind.Relative));

        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
    }

    [Theory]
    [InlineData("/openai/v1/chat/completions", """{"model":"policy/all"}""", false, "messages")]
    [InlineData("/openai/v1/responses", """{"model":"policy/all","input":null}""", false, "input")]
    [InlineData("/openai/v1/embeddings", """{"model":"policy/all"}""", false, "input")]
    [InlineData("/anthropic/v1/messages", """{"model":"policy/all","max_tokens":5}""", true, "messages")]
    [InlineData("/anthropic/v1/messages/count_tokens", """{"model":"policy/all"}""", true, "messages")]
    public async Task Body_without_a_required_field_is_400_and_not_sent(string path, string body, bool isAnthropic, string field)
    {
        await using var gateway = await RunningGateway.Start("openai-chat");

        var answer = await gateway.Post(path, body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        AssertError(answer, isAnthropic, "invalid_request_error", $"`{field}` is missing");
        Assert.Empty(gateway.Upstreams[0].Calls);
    }

    private static string Hint(RunningGateway gateway)
    {
        var url = gateway.Client.BaseAddress!.GetLeftPart(UriPartial.Authority);
        return "the gateway answers under /openai/v1 and /anthropic/v1: give clients of OpenAI's API the base URL "
            + $"{url}/openai/v1, and clients of Anthropic's {url}/anthropic";
    }

    private static void AssertError(RunningGateway.Answer answer, bool isAnthropic, string type, string message)
    {
        Assert.Equal("application/json", answer.Headers["content-type"]);
        var error = answer.Json.GetProperty("error");
        Assert.Equal((type, message), (error.GetProperty("type").GetString(), error.GetProperty("message").GetString()));
        Assert.Equal(isAnthropic, answer.Json.TryGetProperty("type", out var kind) && kind.GetString() == "error");
        Assert.Equal(!isAnthropic, error.TryGetProperty("param", out _) && error.TryGetProperty("code", out _));
    }

    private static (string Key, ApiKey Entry) Key(string id, params AccessScope[] scopes)
    {
        var key = ApiKeyText.Create(id);
        return (key, new ApiKey(new Caller { KeyId = id, Scopes = [.. scopes] }, ApiKeyText.HashOf(key)));
    }

    private sealed class KeyFile : IAsyncDisposable
    {
        private readonly string folder = Directory.CreateTempSubdirectory("rulesrouter-keys-").FullName;

        public string Path => System.IO.Path.Combine(folder, "keys.yaml");

        public static async Task<KeyFile> Write(params ApiKey[] keys)
        {
            var file = new KeyFile();
            await File.WriteAllTextAsync(file.Path, ApiKeyFileWriter.Write([.. keys]), Encoding.UTF8);
            return file;
        }

        public ValueTask DisposeAsync()
        {
            Directory.Delete(folder, recursive: true);
            return ValueTask.CompletedTask;
        }
    }
}
