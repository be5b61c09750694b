using System.Buffers;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using RulesRouter.Decisions;
using RulesRouter.Requests;
using RulesRouter.Wire.Records;
using RulesRouter.Wire.Requests;
using RulesRouter.Wire.Writing;

namespace RulesRouter.Wire.Tests.Requests;

public sealed class DecisionRequestReaderProperties
{
    private static readonly string[] Policies =
    [
        "\"policy\":\"p\"",
        "\"policy\":\"p\"",
        "\"policy\":\"p\"",
        "\"policy\":\"p\\u00e9\"",
        "\"policy\":1",
        "\"policy\":null",
    ];

    private static readonly string[] Fields =
    [
        "\"task\":\"chat\"",
        "\"task\":\"chats\"",
        "\"prompt\":\"hi\\n\\u00fc\"",
        "\"prompt\":null",
        "\"messages\":[{\"role\":\"user\",\"content\":\"a\"},{\"content\":\"b\",\"role\":\"system\"}]",
        "\"messages\":[]",
        "\"messages\":[{\"role\":\"user\"}]",
        "\"messages\":[{\"role\":\"user\",\"content\":\"a\",\"name\":\"x\"}]",
        "\"messages\":{}",
        "\"attributes\":{\"a\":\"x\",\"b\":1.5,\"c\":true,\"d\":[\"x\",\"y\"],\"e\":false}",
        "\"attributes\":{\"a\":null}",
        "\"attributes\":{\"a\":{}}",
        "\"attributes\":{\"a\":1,\"a\":2}",
        "\"attributes\":{\"a\":1e999}",
        "\"attributes\":[]",
        "\"attributes\":{}",
        "\"estimate\":{\"inputTokens\":10,\"outputTokens\":20,\"cachedInputTokens\":0}",
        "\"estimate\":{}",
        "\"estimate\":{\"inputTokens\":-1}",
        "\"estimate\":{\"inputTokens\":1.5}",
        "\"estimate\":{\"inputTokens\":1,\"inputTokens\":2}",
        "\"estimate\":{\"tokens\":1}",
        "\"estimate\":null",
        "\"maxOutputTokens\":5",
        "\"maxOutputTokens\":0",
        "\"maxOutputTokens\":null",
        "\"maxOutputTokens\":\"5\"",
        "\"stream\":true",
        "\"stream\":null",
        "\"stream\":\"true\"",
        "\"deadlineMs\":100.5",
        "\"deadlineMs\":0.5",
        "\"deadlineMs\":null",
        "\"maxCostUsd\":0",
        "\"maxCostUsd\":-0.1",
        "\"needs\":{\"tools\":true,\"reasoning\":false}",
        "\"needs\":{\"tools\":1}",
        "\"needs\":{}",
        "\"explain\":true",
        "\"at\":\"2026-01-01T00:00:00Z\"",
        "\"attempts\":[{\"endpoint\":\"p/m\",\"failed\":\"timeout\"}]",
        "\"obligationsSupported\":[\"audit\"]",
        "\"session\":{\"id\":\"s\"}",
        "\"unknown\":1",
    ];

    [Property(MaxTest = 2_000)]
    public Property A_request_in_two_pieces_reads_as_in_one() => Prop.ForAll(Requests.ToArbitrary(), json =>
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        var (whole, errors) = DecisionRequestReader.Read(bytes);
        var (inPieces, errorsInPieces) = DecisionRequestReader.Read(InPieces(bytes));

        Assert.Equal(string.Join('\n', errors), string.Join('\n', errorsInPieces));
        Assert.Equal(whole is null ? null : Shown(whole), inPieces is null ? null : Shown(inPieces));
        Assert.Equal(whole is null, errors.Length > 0);
    });

    /// <summary>
    /// The reference is the document model of the framework: what it rejects is rejected, and no field is read differently.
    /// </summary>
    [Property(MaxTest = 2_000)]
    public Property A_request_that_is_read_has_the_values_of_its_JSON() => Prop.ForAll(Requests.ToArbitrary(), json =>
    {
        var (request, errors) = DecisionRequestReader.Read(Encoding.UTF8.GetBytes(json));
        if (request is null)
        {
            return;
        }

        using var document = JsonDocument.Parse(json);
        var recorded = CompactJson.Bytes(
            new RecordedRequest(request, Classification.Unknown, RouterState.Healthy, false),
            RecordedRequestWriter.Write);
        using var written = JsonDocument.Parse(recorded);
        foreach (var field in written.RootElement.GetProperty("request").EnumerateObject())
        {
            Assert.True(
                JsonElement.DeepEquals(WithoutNulls(document.RootElement.GetProperty(field.Name)), field.Value),
                $"{field} of {json}");
        }

        Assert.Equal(document.RootElement.TryGetProperty("prompt", out var prompt) ? prompt.GetString() : null, request.Prompt);
        Assert.Equal(document.RootElement.TryGetProperty("explain", out var explain) && explain.GetBoolean(), request.Explain);
    });

    private static JsonElement WithoutNulls(JsonElement element) => element.ValueKind == JsonValueKind.Object
        ? JsonSerializer.SerializeToElement(
            element.EnumerateObject().Where(
                field => field.Value.ValueKind != JsonValueKind.Null).ToDictionary(field => field.Name, field => field.Value))
        : element;

    private static Gen<string> Requests =>
        from policy in Gen.Frequency((9, Gen.Elements(Policies).Select(one => (string?)one)), (1, Gen.Constant<string?>(null)))
        from fields in Gen.SubListOf(Fields).Select(list => list.Take(6))
        from text in Gen.Elements("\"prompt\":\"x\"", "\"estimate\":{\"inputTokens\":7}", null)
        from ending in Gen.Frequency((12, Gen.Constant("}")), (1, Gen.Elements("", "}}", "},", " } ", "} 1")))
        select "{" + string.Join(',', new[] { policy, text }.OfType<string>().Concat(fields)) + ending;

    private static string Shown(DecisionRequest request)
    {
        var recorded = CompactJson.Render(
            new RecordedRequest(request, Classification.Unknown, RouterState.Healthy, false),
            RecordedRequestWriter.Write);
        var messages = string.Join(';', request.Messages.Select(message => $"{message.Role} {string.Join(',', message.Parts)}"));
        return $"{recorded} {request.Prompt} {messages} {request.Explain} {request.At}";
    }

    /// <summary>The bytes as from a connection, with a token cut in two.</summary>
    private static ReadOnlySequence<byte> InPieces(byte[] bytes)
    {
        var cut = bytes.Length / 2;
        var first = new Piece(bytes.AsMemory(0, cut), 0);
        var last = first.Append(bytes.AsMemory(cut));
        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }

    private sealed class Piece : ReadOnlySequenceSegment<byte>
    {
        public Piece(ReadOnlyMemory<byte> memory, long index) => (Memory, RunningIndex) = (memory, index);

        public Piece Append(ReadOnlyMemory<byte> memory)
        {
            var next = new Piece(memory, RunningIndex + Memory.Length);
            Next = next;
            return next;
        }
    }
}
