using System.Collections.Immutable;
using System.Text;
using RulesRouter.Conversations;
using RulesRouter.Decisions;
using RulesRouter.Requests;
using RulesRouter.Wire.Records;
using RulesRouter.Wire.Requests;

namespace RulesRouter.Wire.Tests.Conversations;

/// <summary>The bodies in tests/testdata/conversations, one of each kind, and what is read of them.</summary>
public sealed class ConversationTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "testdata", "conversations");

    public static TheoryData<string> Bodies =>
        [.. Directory.GetFiles(Folder, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    /// <summary>RULESROUTER_UPDATE_CONVERSATIONS=1 writes what is read now.</summary>
    [Theory]
    [MemberData(nameof(Bodies))]
    public void A_body_is_read_as_its_expected_text_says(string name)
    {
        var (request, errors) = DecisionRequestReader.Read(File.ReadAllBytes(Path.Combine(Folder, $"{name}.json")));
        var read = request is null
            ? string.Concat(errors.Select(error => $"{error.Pointer}: {error.Message}\n"))
            : Shown(request);
        var file = Path.Combine(Folder, $"{name}.txt");
        if (Environment.GetEnvironmentVariable("RULESROUTER_UPDATE_CONVERSATIONS") == "1")
        {
            File.WriteAllText(file, read);
        }

        Assert.Equal(File.ReadAllText(file).ReplaceLineEndings("\n"), read);
    }

    [Fact]
    public void A_need_of_the_body_cannot_be_removed()
    {
        const string Tools = "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}]";

        Assert.Equal(new Needs(Tools: true), Read($"{{{Tools},\"needs\":{{\"tools\":false}},\"messages\":[{{\"role\":\"user\",\"content\":\"hi\"}}]}}").Needs);
        Assert.Equal(new Needs(Tools: true, Vision: true), Read($"{{{Tools},\"needs\":{{\"vision\":true}},\"messages\":[{{\"role\":\"user\",\"content\":\"hi\"}}]}}").Needs);
        Assert.Equal(
            new Needs(Tools: false),
            Read("{\"needs\":{\"tools\":false},\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}").Needs);
    }

    [Theory]
    [InlineData("\"modalities\":[\"text\",\"audio\"]", "audio-output")]
    [InlineData("\"modalities\":[\"text\"]", "")]
    [InlineData("\"needs\":{\"audio\":true,\"files\":true,\"audioOutput\":true}", "audio audio-output files")]
    public void An_answer_with_audio_needs_an_endpoint_that_speaks(string field, string expected) =>
        Assert.Equal(expected, string.Join(' ', Read($"{{{field},\"messages\":[{{\"role\":\"user\",\"content\":\"hi\"}}]}}").Needs.Names()));

    [Theory]
    [InlineData("""{"type":"input_audio","input_audio":{"data":"UklGRg==","format":"wav"}}""", "audio")]
    [InlineData("""{"type":"file","file":{"file_id":"file-1"}}""", "files")]
    [InlineData("""{"type":"input_file","file_url":"https://example.com/a.pdf"}""", "files")]
    [InlineData("""{"type":"document","source":{"type":"url","url":"https://example.com/a.pdf"}}""", "files")]
    [InlineData("""{"type":"document","source":{"type":"text","media_type":"text/plain","data":"words"}}""", "")]
    [InlineData("""{"type":"document","source":{"type":"content","content":[{"type":"image","source":{"type":"file","file_id":"f"}}]}}""", "vision")]
    [InlineData("""{"type":"tool_result","tool_use_id":"t","content":[{"type":"document","source":{"type":"file","file_id":"f"}}]}""", "files tools")]
    public void Parts_need_what_reads_them(string part, string expected)
    {
        var request = Read($$$"""{"messages":[{"role":"user","content":[{{{part}}}]}],"needs":{"audio":false,"files":false}}""");

        Assert.Equal(expected, string.Join(' ', request.Needs.Names()));
    }

    [Fact]
    public void An_unknown_modality_is_an_error_with_its_pointer()
    {
        var (_, errors) = DecisionRequestReader.ReadWithoutPolicy("{\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"modalities\":[\"text\",\"smell\"]}"u8);

        var error = Assert.Single(errors);
        Assert.Equal(("/modalities/1", "unknown modality `smell`; expected one of text, audio"), (error.Pointer, error.Message));
    }

    [Theory]
    [InlineData("\"maxOutputTokens\":50,\"max_tokens\":80", 50)]
    [InlineData("\"maxOutputTokens\":80,\"max_completion_tokens\":50", 50)]
    [InlineData("\"max_output_tokens\":7", 7)]
    [InlineData("\"max_tokens\":0", 1)]
    [InlineData("\"max_tokens\":-1e400", 1)]
    [InlineData("\"max_tokens\":32000.0", 32000)]
    [InlineData("\"maxOutputTokens\":1e4", 10_000)]
    [InlineData("\"max_completion_tokens\":1e400,\"max_tokens\":99999999999999999999", int.MaxValue)]
    public void The_least_maximum_of_the_answer_counts(string fields, int expected) =>
        Assert.Equal(expected, Read($"{{{fields},\"messages\":[{{\"role\":\"user\",\"content\":\"hi\"}}]}}").MaxOutputTokens);

    [Theory]
    [InlineData("max_completion_tokens", "\"32000\"")]
    [InlineData("max_output_tokens", "1.5")]
    [InlineData("max_tokens", "[9]", "a list")]
    public void Maximum_that_is_no_integer_is_an_error(string field, string value, string? found = null)
    {
        var body = Encoding.UTF8.GetBytes($"{{\"{field}\":{value},\"messages\":[{{\"role\":\"user\",\"content\":\"hi\"}}]}}");
        foreach (var errors in (ImmutableArray<RequestError>[])
            [DecisionRequestReader.ReadWithoutPolicy(body).Errors, DecisionRequestReader.ReadVendorBody(body).Errors])
        {
            Assert.Equal(
                [($"/{field}", $"must be an integer, found {found ?? value}")],
                errors.Select(error => (error.Pointer, error.Message)));
        }
    }

    [Theory]
    [InlineData("\"reasoning_effort\":\"low\"", true)]
    [InlineData("\"reasoning_effort\":\"none\"", null)]
    [InlineData("\"reasoning\":{\"effort\":\"none\",\"summary\":\"auto\"}", null)]
    [InlineData("\"reasoning\":{\"summary\":\"auto\"}", true)]
    [InlineData("\"thinking\":{\"type\":\"disabled\"}", null)]
    [InlineData("\"thinking\":{\"type\":\"adaptive\"}", true)]
    [InlineData("\"thinking\":{\"budget_tokens\":1024,\"type\":\"enabled\"}", true)]
    public void Reasoning_is_needed_where_the_body_asks_for_it(string field, bool? expected) =>
        Assert.Equal(expected, Read($"{{{field},\"messages\":[{{\"role\":\"user\",\"content\":\"hi\"}}]}}").Needs.Reasoning);

    [Theory]
    [InlineData("\"response_format\":{\"type\":\"text\"}", null)]
    [InlineData("\"response_format\":{\"type\":\"json_object\"}", true)]
    [InlineData("\"text\":{\"verbosity\":\"low\",\"format\":{\"type\":\"json_schema\",\"name\":\"a\",\"schema\":{}}}", true)]
    [InlineData("\"text\":{\"format\":{\"type\":\"text\"}}", null)]
    [InlineData("\"output_config\":{\"effort\":\"low\",\"format\":{\"type\":\"json_schema\",\"schema\":{}}}", true)]
    public void Structured_output_is_needed_where_the_body_asks_for_JSON(string field, bool? expected) =>
        Assert.Equal(expected, Read($"{{{field},\"messages\":[{{\"role\":\"user\",\"content\":\"hi\"}}]}}").Needs.StructuredOutput);

    [Fact]
    public void A_tolerant_reader_counts_what_it_does_not_know_by_its_size()
    {
        const string Known = "{\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]";

        var known = Tolerant(Known + "}");
        var unknown = Tolerant(Known + $",\"novelty\":{{\"text\":\"{new string('x', 400)}\"}}}}");
        var unknownPart = Tolerant(
            "{\"messages\":[{\"role\":\"critic\",\"content\":[{\"type\":\"hologram\",\"data\":\"" + new string('x', 400) + "\"}]}]}");

        Assert.Equal(known.Measured!.Tokens!.Value.Estimate + 105, unknown.Measured!.Tokens!.Value.Estimate);
        Assert.InRange(unknownPart.Measured!.Tokens!.Value.Estimate, 100, 120);
        Assert.Equal(MessageRole.User, unknownPart.Messages[0].Role);
    }

    [Fact]
    public void Conversations_that_differ_in_one_part_have_different_digests()
    {
        string[] bodies =
        [
            "\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]",
            "\"messages\":[{\"role\":\"assistant\",\"content\":\"a\"}]",
            "\"messages\":[{\"role\":\"user\",\"content\":\"a\"}],\"system\":\"b\"",
            "\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"a\"},{\"type\":\"image_url\",\"image_url\":{\"url\":\"https://a/1\"}}]}]",
            "\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"a\"},{\"type\":\"image_url\",\"image_url\":{\"url\":\"https://a/2\"}}]}]",
            "\"prompt\":\"a\"",
        ];

        var digests = bodies.Select(body => RequestDigest.Of(Read($"{{{body}}}"))).ToList();

        Assert.Equal(digests.Count, digests.Distinct().Count());
    }

    private static DecisionRequest Read(string json)
    {
        var (request, errors) = DecisionRequestReader.ReadWithoutPolicy(Encoding.UTF8.GetBytes(json));
        Assert.Empty(errors);
        return request!;
    }

    private static DecisionRequest Tolerant(string json) => DecisionRequestReader.ReadVendorBody(Encoding.UTF8.GetBytes(json)).Request!;

    private static string Shown(DecisionRequest request)
    {
        var text = new StringBuilder();
        text.Append($"model {request.RequestedModel}, at most {request.MaxOutputTokens} tokens, stream {request.Stream}\n");
        text.Append($"needs {string.Join(' ', request.Needs.Names())}\n");
        text.Append(
            $"{request.Measured?.Messages} messages, {request.Measured?.Characters} characters, {Shown(request.Measured?.Tokens)} tokens, of these declared {Shown(request.DeclaredTokens)}\n");
        foreach (var part in request.Instructions)
        {
            text.Append($"instructions: {Shown(part)}\n");
        }

        foreach (var message in request.Messages)
        {
            text.Append($"{message.Role}: {string.Join(" | ", message.Parts.Select(Shown))}\n");
        }

        return text.ToString();
    }

    private static string Shown(Tokens.TokenCount? count) => count is { } tokens ? $"{tokens.LowerBound}..{tokens.Estimate}" : "unknown";

    private static string Shown(MessagePart part) => part switch
    {
        MessagePart.Text text => $"\"{text.Value.ReplaceLineEndings("\\n")}\"",
        MessagePart.ToolCall call => $"call {call.CallId} {call.Name}({call.Arguments})",
        MessagePart.ToolResult result =>
            $"result {result.CallId}{(result.IsError ? " failed" : "")}: {string.Join(" + ", result.Content.Select(Shown))}",
        MessagePart.Media media => $"{media.Kind} of {Shown(media.Tokens)} tokens",
        MessagePart.Reasoning reasoning => $"reasoning of {Shown(reasoning.Tokens)} tokens",
        MessagePart.Opaque opaque => $"{Shown(opaque.Tokens)} tokens",
        _ => throw new System.Diagnostics.UnreachableException($"{part}"),
    };
}
