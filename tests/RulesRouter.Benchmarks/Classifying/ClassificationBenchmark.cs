using System.ComponentModel;
using BenchmarkDotNet.Attributes;
using Microsoft.ML;
using Microsoft.ML.Data;
using RulesRouter.Benchmarks.Tables;
using RulesRouter.Benchmarks.Workloads;
using RulesRouter.Classifiers;
using RulesRouter.Requests;

namespace RulesRouter.Benchmarks.Classifying;

/// <summary>One prompt of 2 KB to a classification, against ML.NET's own way to score one text: a text pipeline behind a PredictionEngine.</summary>
[Description("classify 2 KB")]
public class ClassificationBenchmark
{
    private readonly PromptText[] prompts = [.. PromptWorkload.Prompts(64, 2048).Select(text => new PromptText(text, text.Length, 1, null))];
    private IPromptClassifier trained = null!;
    private IPromptClassifier heuristic = null!;
    private PredictionEngine<Labelled, Scored> engine = null!;
    private int next;

    [GlobalSetup]
    public void Load()
    {
        trained = PromptWorkload.Shipped();
        heuristic = new HeuristicClassifier();
        var ml = new MLContext(1);
        var rows = ml.Data.LoadFromEnumerable(PromptWorkload.Prompts(200, 2048).Select((text, at) => new Labelled { Text = text, Label = at % 2 == 0 }));
        engine = ml.Model.CreatePredictionEngine<Labelled, Scored>(
            ml.Transforms.Text.FeaturizeText("Features", nameof(Labelled.Text)).Append(ml.BinaryClassification.Trainers.LbfgsLogisticRegression()).Fit(rows));
    }

    [Benchmark(Baseline = true, Description = "ML.NET PredictionEngine, one head")]
    public float PredictionEngine() => engine.Predict(new Labelled { Text = Next().Text }).Probability;

    [Benchmark(Description = "trained classifier, all heads")]
    [Goal(0.2)]
    public double Trained() => trained.Classify(Next()).TaskConfidence;

    [Benchmark(Description = "heuristic")]
    public double Heuristic() => heuristic.Classify(Next()).TaskConfidence;

    private ref readonly PromptText Next() => ref prompts[next++ & 63];

    private sealed class Labelled
    {
        public string Text { get; set; } = "";

        public bool Label { get; set; }
    }

    private sealed class Scored
    {
        [ColumnName("Probability")]
        public float Probability { get; set; }
    }
}
