using System.Buffers;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using RulesRouter.Decisions;
using RulesRouter.Requests;
using RulesRouter.Wire.Records;
using RulesRouter.Wire.Requests;
using RulesRouter.Wire.Writing;

namespace RulesRouter.Wire.Tests.Requests;

public sealed class FastRequestReaderProperties
{
    private static readonly string[] Policies = ["\"policy\":\"p\"", "\"policy\":\"p\"", "\"policy\":\"p\"", "\"policy\":\"p\\u00e9\"", "\"policy\":1", "\"policy\":null"];

    private static readonly string[] Fields =
    [
        "\"task\":\"chat\"", "\"task\":\"chats\"", "\"prompt\":\"hi\\n\\u00fc\"", "\"prompt\":null", "\"messages\":[{\"role\":\"user\",\"content\":\"a\"},{\"content\":\"b\",\"role\":\"system\"}]",
        "\"messages\":[]", "\"messages\":[{\"role\":\"user\"}]", "\"messages\":[{\"role\":\"user\",\"content\":\"a\",\"name\":\"x\"}]", "\"messages\":{}",
        "\"attributes\":{\"a\":\"x\",\"b\":1.5,\"c\":true,\"d\":[\"x\",\"y\"],\"e\":false}", "\"attributes\":{\"a\":null}", "\"attributes\":{\"a\":{}}", "\"attributes\":{\"a\":1,\"a\":2}", "\"attributes\":{\"a\":1e999}", "\"attributes\":[]", "\"attributes\":{}",
        "\"estimate\":{\"inputTokens\":10,\"outputTokens\":20,\"cachedInputTokens\":0}", "\"estimate\":{}", "\"estimate\":{\"inputTokens\":-1}", "\"estimate\":{\"inputTokens\":1.5}", "\"estimate\":{\"inputTokens\":1,\"inputTokens\":2}", "\"estimate\":{\"tokens\":1}", "\"estimate\":null",
        "\"maxOutputTokens\":5", "\"maxOutputTokens\":0", "\"maxOutputTokens\":null", "\"maxOutputTokens\":\"5\"", "\"stream\":true", "\"stream\":null", "\"stream\":\"true\"",
        "\"deadlineMs\":100.5", "\"deadlineMs\":0.5", "\"deadlineMs\":null", "\"maxCostUsd\":0", "\"maxCostUsd\":-0.1", "\"needs\":{\"tools\":true,\"reasoning\":false}", "\"needs\":{\"tools\":1}", "\"needs\":{}",
        "\"explain\":true", "\"at\":\"2026-01-01T00:00:00Z\"", "\"attempts\":[{\"endpoint\":\"p/m\",\"failed\":\"timeout\"}]", "\"obligationsSupported\":[\"audit\"]", "\"session\":{\"id\":\"s\"}", "\"unknown\":1",
    ];

    /// <summary>What it reads is what the other reader reads; what it leaves to the other, the other decides.</summary>
    [Property(MaxTest = 2_000)]
    public Property A_request_reads_the_same_in_one_pass_as_by_way_of_a_document() => Prop.ForAll(Requests.ToArbitrary(), json =>
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        var fast = DecisionRequestReader.TryReadFast(InPieces(bytes));
        var (request, faults) = DecisionRequestReader.Read(bytes);

        Assert.True(fast is null || faults.IsEmpty, $"read in one pass, though {string.Join(", ", faults)}");
        Assert.Equal(fast is null ? null : Shown(request!), fast is null ? null : Shown(fast));
    });

    [Fact]
    public void An_ordinary_request_is_read_in_one_pass() => Assert.NotNull(DecisionRequestReader.TryReadFast(new ReadOnlySequence<byte>(
        """{"policy":"p","messages":[{"role":"user","content":"x"}],"task":"chat","attributes":{"team":"ide"},"needs":{"tools":true},"estimate":{"inputTokens":5},"maxOutputTokens":7,"stream":false,"deadlineMs":800,"maxCostUsd":0.02}"""u8.ToArray())));

    [Fact]
    public void An_attribute_that_stands_twice_is_left_to_who_reports_it() =>
        Assert.Null(DecisionRequestReader.TryReadFast(new ReadOnlySequence<byte>("""{"policy":"p","prompt":"x","attributes":{"a":1,"a":2}}"""u8.ToArray())));

    private static Gen<string> Requests =>
        from policy in Gen.Frequency((9, Gen.Elements(Policies).Select(one => (string?)one)), (1, Gen.Constant<string?>(null)))
        from fields in Gen.SubListOf(Fields).Select(list => list.Take(6))
        from text in Gen.Elements("\"prompt\":\"x\"", "\"estimate\":{\"inputTokens\":7}", null)
        from ending in Gen.Frequency((12, Gen.Constant("}")), (1, Gen.Elements("", "}}", "},", " } ", "} 1")))
        select "{" + string.Join(',', new[] { policy, text }.OfType<string>().Concat(fields)) + ending;

    private static string Shown(DecisionRequest request)
    {
        var recorded = CompactJson.Render(new RecordedRequest(request, Classification.Unknown, RouterState.Healthy, false), RecordedRequestWriter.Write);
        return $"{recorded} {request.Prompt} {string.Join(';', request.Messages)} {request.Explain} {request.At}";
    }

    /// <summary>As bytes come over a connection: texts and numbers cut in the middle.</summary>
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
