using System.ComponentModel;
using BenchmarkDotNet.Attributes;
using RulesRouter.Benchmarks.Tables;
using RulesRouter.Benchmarks.Workloads;
using RulesRouter.Classifiers;
using RulesRouter.Requests;

namespace RulesRouter.Benchmarks.Classifying;

/// <summary>Classification of one prompt of 2 KB, compared with <see cref="OneTextEngine"/>.</summary>
[Description("classify 2 KB")]
public class ClassificationBenchmark
{
    private readonly ClassifierInput[] prompts = [.. PromptWorkload.Prompts(64, 2048).Select(text => ClassifierInput.Of(text))];
    private readonly IPromptClassifier trained = PromptWorkload.Shipped();
    private readonly IPromptClassifier heuristic = new HeuristicClassifier();
    private readonly OneTextEngine engine = OneTextEngine.Create();
    private int next;

    [Benchmark(Baseline = true, Description = "ML.NET PredictionEngine, one head")]
    public float PredictionEngine() => engine.Score(Next().Text);

    [Benchmark(Description = "trained classifier, all heads")]
    [Goal(0.2)]
    public double Trained() => trained.Classify(Next()).TaskConfidence;

    [Benchmark(Description = "heuristic")]
    public double Heuristic() => heuristic.Classify(Next()).TaskConfidence;

    private ClassifierInput Next() => prompts[next++ & 63];
}
