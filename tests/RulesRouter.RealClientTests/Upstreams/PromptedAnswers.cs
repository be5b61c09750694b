using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using RulesRouter.Gateway.Tests.Mock;

namespace RulesRouter.RealClientTests.Upstreams;

/// <summary>A mock that does what the prompt says, in the dialect of the path, so that one serves any number of tests at once.</summary>
internal static class PromptedAnswers
{
    public const string Greet = "say hello";
    public const string UseTool = "read notes.txt with a tool";
    public const string AsJson = "answer as JSON";
    public const string RateLimit = "fail with a rate limit";
    public const string Overload = "fail as overloaded";
    public const string BreakOff = "break off in the middle";
    public const string TooLong = "fail as too long";

    /// <summary>Seconds that an upstream asks its caller to wait.</summary>
    public const string RetryAfter = "7";

    private const string City = """{"city":"Paris"}""";

    /// <summary>Tools that read a file: of the tests' own clients, of Claude Code, and of Codex.</summary>
    private static readonly (string Tool, string Arguments)[] Readers =
    [
        ("read_file", """{"path":"notes.txt"}"""),
        ("Bash", """{"command":"cat notes.txt","description":"Print the notes"}"""),
        ("exec_command", """{"cmd":"cat notes.txt"}"""),
    ];

    /// <summary>A failure if the prompt has this, with the index of the upstream's provider after it.</summary>
    public static string FailAt(int provider) => $"fail at p{provider};";

    /// <param name="provider">Index of the upstream's provider.</param>
    public static Func<HttpContext, UpstreamCall, Task> Of(int provider) => (context, call) => Chosen(provider, call)(context, call);

    private static Func<HttpContext, UpstreamCall, Task> Chosen(int provider, UpstreamCall call)
    {
        var body = Encoding.UTF8.GetString(call.Body);
        var isMessages = call.Path.EndsWith("/messages", StringComparison.Ordinal);
        bool Says(string text) => body.Contains(text, StringComparison.Ordinal);
        return true switch
        {
            _ when Says(FailAt(provider)) => MockAnswers.Error(500, isMessages ? "api_error" : "server_error", "broken"),
            _ when Says(RateLimit) => MockAnswers.Fails(
                429,
                isMessages
                    ? """{"type":"error","error":{"type":"rate_limit_error","message":"slow down"}}"""
                    : """{"error":{"message":"slow down","type":"requests","param":null,"code":"rate_limit_exceeded"}}""",
                ("retry-after", RetryAfter)),
            _ when Says(Overload) => isMessages
                ? MockAnswers.Error(529, "overloaded_error", "overloaded")
                : MockAnswers.Error(503, "server_error", "overloaded"),
            _ when Says(BreakOff) => MockAnswers.Cuts("hello there", events: 3),
            _ when Says(TooLong) => MockAnswers.ContextOverflow,
            _ when Says(UseTool) => ToolResult(call) is { } result
                ? MockAnswers.Says($"the file has: {result}")
                : ReadingWith(call),
            _ when Says(AsJson) => Offers(call, "json") ? MockToolCalls.Calls("json", City) : MockAnswers.Says(City),
            _ => MockAnswers.Says("hello there"),
        };
    }

    /// <summary>A call of the tool that the client offers for it; clients that offer none ask for a title or the like.</summary>
    private static Func<HttpContext, UpstreamCall, Task> ReadingWith(UpstreamCall call) =>
        Readers.FirstOrDefault(reader => Offers(call, reader.Tool)) is (string tool, string arguments)
            ? MockToolCalls.Calls(tool, arguments)
            : MockAnswers.Says("a title");

    /// <summary>What the last tool that was called answered; null if none was.</summary>
    private static string? ToolResult(UpstreamCall call)
    {
        var messages = call.Json.TryGetProperty("messages", out var list) ? list : call.Json.GetProperty("input");
        return messages.ValueKind != JsonValueKind.Array
            ? null
            : messages.EnumerateArray().Select(ResultIn).LastOrDefault(result => result is not null);
    }

    private static string? ResultIn(JsonElement message)
    {
        if (message.TryGetProperty("role", out var role) && role.GetString() == "tool")
        {
            return TextOf(message.GetProperty("content"));
        }

        if (message.TryGetProperty("type", out var type) && type.GetString() is "function_call_output")
        {
            return TextOf(message.GetProperty("output"));
        }

        return message.TryGetProperty("content", out var content) && content.ValueKind == JsonValueKind.Array
            ? content.EnumerateArray()
                .Where(block => block.TryGetProperty("type", out var kind) && kind.GetString() == "tool_result")
                .Select(block => TextOf(block.GetProperty("content")))
                .LastOrDefault()
            : null;
    }

    private static string TextOf(JsonElement content) => content.ValueKind == JsonValueKind.Array
        ? string.Concat(content.EnumerateArray().Select(part => part.GetProperty("text").GetString()))
        : content.GetString()!;

    private static bool Offers(UpstreamCall call, string tool) =>
        call.Json.TryGetProperty("tools", out var tools)
        && tools.EnumerateArray().Any(offered => NameOf(offered) == tool);

    private static string? NameOf(JsonElement tool) =>
        (tool.TryGetProperty("function", out var function) ? function : tool).TryGetProperty("name", out var name)
            ? name.GetString()
            : null;
}
