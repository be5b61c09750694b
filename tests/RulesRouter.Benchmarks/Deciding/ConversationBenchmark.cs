using System.Collections.Immutable;
using System.ComponentModel;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using RulesRouter.Benchmarks.Workloads;
using RulesRouter.Decisions;
using RulesRouter.Evaluation;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Evaluation.Facts;
using RulesRouter.Requests;
using RulesRouter.Wire.Records;
using RulesRouter.Wire.Requests;

namespace RulesRouter.Benchmarks.Deciding;

/// <summary>
/// A conversation of 1 MB: 250 calls of tools with their results. Facts include the classification of the request that the results belong
/// to.
/// </summary>
[Description("a conversation of 1 MB")]
public class ConversationBenchmark
{
    private readonly byte[] body = ConversationWorkload.Body(1_000_000);
    private readonly IPromptClassifier classifier = PromptWorkload.Shipped();
    private CompiledPolicy policy = null!;
    private PolicyDecisionPoint point = null!;

    [GlobalSetup]
    public void Load()
    {
        var set = WorkloadFolder.Load(1_000, 200);
        policy = set.Find(set.Names.First())!;
        point = new PolicyDecisionPoint(set, classifier, new DecisionSettings());
    }

    [Benchmark(Baseline = true, Description = "JsonDocument.Parse alone")]
    public int Parse()
    {
        using var document = JsonDocument.Parse(body);
        return document.RootElement.GetProperty("messages").GetArrayLength();
    }

    [Benchmark(Description = "body to request")]
    public object Read() => DecisionRequestReader.Read(body).Request!;

    [Benchmark(Description = "body to facts")]
    public object Facts()
    {
        var request = DecisionRequestReader.Read(body).Request!;
        var errors = ImmutableArray.CreateBuilder<RequestError>();
        return new FactsBuilder(policy).Build(request, point.Classify(request), RequestWorkload.Now, RouterState.Healthy, errors);
    }

    [Benchmark(Description = "body to facts and digest")]
    public object Digest()
    {
        var request = DecisionRequestReader.Read(body).Request!;
        var errors = ImmutableArray.CreateBuilder<RequestError>();
        new FactsBuilder(policy).Build(request, point.Classify(request), RequestWorkload.Now, RouterState.Healthy, errors);
        return RequestDigest.Of(request);
    }
}
