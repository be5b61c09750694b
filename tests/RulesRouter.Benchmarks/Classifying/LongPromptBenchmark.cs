using System.ComponentModel;
using BenchmarkDotNet.Attributes;
using RulesRouter.Benchmarks.Tables;
using RulesRouter.Benchmarks.Workloads;
using RulesRouter.Requests;

namespace RulesRouter.Benchmarks.Classifying;

/// <summary>A prompt of 1 MB costs no more than one of 64 KB, because only its beginning and end are read.</summary>
[Description("classify a long prompt")]
public class LongPromptBenchmark
{
    private readonly IPromptClassifier trained = PromptWorkload.Shipped();
    private readonly ClassifierInput medium = Prompt(64 * 1024);
    private readonly ClassifierInput large = Prompt(1024 * 1024);

    [Benchmark(Baseline = true, Description = "64 KB")]
    public double Medium() => trained.Classify(medium).TaskConfidence;

    [Benchmark(Description = "1 MB")]
    [Goal(1.1)]
    public double Large() => trained.Classify(large).TaskConfidence;

    private static ClassifierInput Prompt(int characters)
    {
        var text = PromptWorkload.Prompts(1, characters)[0];
        return ClassifierInput.Of(text);
    }
}
