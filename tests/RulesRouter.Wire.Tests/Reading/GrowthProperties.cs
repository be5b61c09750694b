using System.Buffers;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using RulesRouter.Wire.Outcomes;
using RulesRouter.Wire.Records;
using RulesRouter.Wire.Requests;

namespace RulesRouter.Wire.Tests.Reading;

/// <summary>Every reader on inputs of generated shapes: twice the input allocates at most 2.4 times as much.</summary>
public sealed class GrowthProperties
{
    private const double MaxGrowth = 2.4;

    /// <summary>Bytes that an input of any size may cost.</summary>
    private const int Overhead = 16 * 1024;

    private static readonly Func<int, string>[] Fields =
    [
        count => $"\"attributes\":{{{Repeat(count, index => $"\"a{index}\":{index}")}}}",
        count => $"\"attributes\":{{\"a\":[{Repeat(count, index => $"\"v{index}\"")}]}}",
        count => $"\"attributes\":{{{Repeat(count, _ => "\"a\":1")}}}",
        count => $"\"session\":{{\"cachedTokens\":{{{Repeat(count, index => $"\"a/m{index}\":{index}")}}}}}",
        count => $"\"session\":{{\"cachedTokens\":{{{Repeat(count, _ => "\"a/m\":1")}}}}}",
        count => $"\"attempts\":[{Repeat(count, index => $"{{\"endpoint\":\"a/m{index}\",\"failed\":\"timeout\"}}")}]",
        count => $"\"attempts\":[{Repeat(count, _ => "5")}]",
        count => $"\"obligationsSupported\":[{Repeat(count, index => $"\"o{index}\"")}]",
        count => Repeat(count, index => $"\"unknown{index}\":[{{}}]"),
        count => Repeat(count, _ => "\"\\u0070olicy\":\"p\""),
        count => $"\"unknown\":[{Repeat(count, _ => "[[[]]]")}]",
        count => $"\"prompt\":\"{string.Concat(Enumerable.Repeat("\\u0041", count))}\"",
        count => Repeat(count, _ => "\"\\ud800\":\"\\udc00\""),
        count => $"\"messages\":[{Repeat(count, index => $"{{\"role\":\"user\",\"content\":\"m{index}\"}}")}]",
        count => $"\"messages\":[{Repeat(count, _ => "{\"role\":\"\\ud800\"}")}]",
        count => $"\"task\":\"{new string('x', count)}\"",
    ];

    private static readonly (string Name, Func<string, int, string> Body, Action<byte[]> Read)[] Readers =
    [
        ("request", (fields, _) => $"{{\"policy\":\"p\",\"estimate\":{{}},{fields}}}", body => DecisionRequestReader.Read(body)),
        (
            "request of a connection",
            (fields, _) => $"{{\"policy\":\"p\",\"estimate\":{{}},{fields}}}",
            body => DecisionRequestReader.Read(new ReadOnlySequence<byte>(body))),
        (
            "batch",
            (fields, _) => $"{{\"requests\":[{{\"policy\":\"p\",\"estimate\":{{}},{fields}}},5]}}",
            body => DecisionBatchReader.Read(new ReadOnlySequence<byte>(body))),
        (
            "batch of many",
            (fields, count) => $"{{\"requests\":[{Repeat(count, _ => "{}")}],{fields}}}",
            body => DecisionBatchReader.Read(new ReadOnlySequence<byte>(body))),
        ("record", (fields, _) => $"{{\"request\":{{\"policy\":\"p\",{fields}}}}}", body => RecordedRequestReader.Read(body)),
        ("state of a record", (fields, count) => $"{{{State(count)},{fields}}}", body => RecordedRequestReader.Read(body)),
        ("outcome", (fields, _) => $"{{\"decisionId\":\"d\",{fields}}}", body => OutcomeReportReader.Read(body)),
        (
            "outcomes",
            (fields, count) => $"{{\"outcomes\":[{Repeat(count, index => $"{{\"decisionId\":\"d{index}\"}}")}],{fields}}}",
            body => OutcomeReportReader.ReadAll(new ReadOnlySequence<byte>(body))),
    ];

    [Property(MaxTest = 300)]
    public Property Twice_the_input_allocates_at_most_a_little_more_than_twice() => Prop.ForAll(Cases.ToArbitrary(), drawn =>
    {
        var (reader, shapes, count) = drawn;
        var (name, body, read) = Readers[reader];
        byte[] Sized(int size) => Encoding.UTF8.GetBytes(body(string.Join(',', shapes.Select(shape => Fields[shape](size))), size));
        var (once, twice) = (Allocated(read, Sized(count)), Allocated(read, Sized(2 * count)));

        Assert.True(twice <= (MaxGrowth * once) + Overhead, $"{name} of {count}: {once} bytes, twice the size {twice} bytes");
    });

    private static Gen<(int Reader, int[] Shapes, int Count)> Cases =>
        from reader in Gen.Choose(0, Readers.Length - 1)
        from shapes in Gen.ArrayOf(Gen.Choose(0, Fields.Length - 1), 2)
        from count in Gen.Choose(200, 1_500)
        select (reader, shapes, count);

    private static long Allocated(Action<byte[]> read, byte[] body)
    {
        read(body);
        var before = GC.GetAllocatedBytesForCurrentThread();
        read(body);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static string State(int count) =>
        $"\"down\":[{Repeat(count, index => $"\"p{index}\"")}],"
        + $"\"classification\":{{\"source\":\"pinned\",\"success\":[{Repeat(count, _ => "[0.5,1]")}]}}";

    private static string Repeat(int count, Func<int, string> item) => string.Join(',', Enumerable.Range(0, count).Select(item));
}
