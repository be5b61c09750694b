using System.Buffers;
using System.ComponentModel;
using System.Text;
using BenchmarkDotNet.Attributes;
using RulesRouter.Benchmarks.Tables;
using RulesRouter.Language;
using RulesRouter.Wire.Outcomes;
using RulesRouter.Wire.Requests;

namespace RulesRouter.Benchmarks.Reading;

/// <summary>
/// Time of every reader on an input and on one of eight times as many parts: n log n takes about ten times as long, and 64 times if every
/// part is searched in the list of those before it.
/// </summary>
[Description("read eight times as much")]
public class GrowthBenchmark
{
    private const int Parts = 16_000;

    private byte[] small = [];
    private byte[] large = [];
    private Action<byte[]> read = _ => { };

    [Params(
        "attributes",
        "cachedTokens",
        "attempts",
        "unknown fields",
        "escapes",
        "messages",
        "outcomes",
        "attributes of a policy",
        "escapes of a policy")]
    public string Shape { get; set; } = "";

    [GlobalSetup]
    public void Draw()
    {
        (small, large) = (Encoding.UTF8.GetBytes(Body(Parts)), Encoding.UTF8.GetBytes(Body(8 * Parts)));
        read = Shape switch
        {
            "outcomes" => body => OutcomeReportReader.ReadAll(new ReadOnlySequence<byte>(body)),
            "attributes of a policy" or "escapes of a policy" =>
                body => PolicyLoader.Load([new PolicyFile("policy.yaml", body)]),
            _ => body => DecisionRequestReader.Read(body),
        };
    }

    [Benchmark(Baseline = true, Description = "16,000 parts")]
    public void Small() => read(small);

    [Benchmark(Description = "128,000 parts")]
    [Goal(14)]
    public void Large() => read(large);

    private string Body(int count) => Shape switch
    {
        "attributes" => Request($"\"attributes\":{{{List(count, index => $"\"a{index}\":{index}")}}}"),
        "cachedTokens" => Request($"\"session\":{{\"cachedTokens\":{{{List(count, index => $"\"a/m{index}\":{index}")}}}}}"),
        "attempts" => Request($"\"attempts\":[{List(count, index => $"{{\"endpoint\":\"a/m{index}\",\"failed\":\"timeout\"}}")}]"),
        "unknown fields" => Request(List(count, index => $"\"unknown{index}\":1")),
        "escapes" => Request($"\"task\":\"chat\",\"prompt\":\"{string.Concat(Enumerable.Repeat("\\u0041", count))}\""),
        "messages" => Request($"\"messages\":[{List(count, index => $"{{\"role\":\"user\",\"content\":\"m{index}\"}}")}]"),
        "outcomes" => $"{{\"outcomes\":[{List(count, index => $"{{\"decisionId\":\"d{index}\"}}")}]}}",
        "attributes of a policy" => Policy($"  attributes: {{ {List(count, index => $"a{index}: {{ type: number }}")} }}\n"),
        "escapes of a policy" => Policy($"  let: {{ a: \"{string.Concat(Enumerable.Repeat("\\x20", count))}true\" }}\n"),
        _ => throw new System.Diagnostics.UnreachableException(Shape),
    };

    private static string Request(string fields) => $"{{\"policy\":\"p\",\"estimate\":{{}},{fields}}}";

    private static string Policy(string spec) =>
        $"apiVersion: rulesrouter/v1\nkind: RoutingPolicy\nmetadata: {{ name: p }}\nspec:\n{spec}  rules: [{{ id: d, select: {{ objective: price }} }}]\n";

    private static string List(int count, Func<int, string> part) => string.Join(',', Enumerable.Range(0, count).Select(part));
}
