using Microsoft.ML;
using Microsoft.ML.Data;
using RulesRouter.Benchmarks.Workloads;

namespace RulesRouter.Benchmarks.Classifying;

/// <summary>ML.NET's standard way to score one prompt: a text pipeline and a logistic regression behind a PredictionEngine.</summary>
internal sealed class OneTextEngine : IDisposable
{
    private readonly PredictionEngine<Labelled, Scored> engine;

    private OneTextEngine(PredictionEngine<Labelled, Scored> engine) => this.engine = engine;

    public static OneTextEngine Create()
    {
        var ml = new MLContext(1);
        var rows = ml.Data.LoadFromEnumerable(
            PromptWorkload.Prompts(200, 2048).Select((text, at) => new Labelled { Text = text, Label = at % 2 == 0 }));
        return new OneTextEngine(ml.Model.CreatePredictionEngine<Labelled, Scored>(
            ml.Transforms.Text.FeaturizeText("Features", nameof(Labelled.Text)).Append(
                ml.BinaryClassification.Trainers.LbfgsLogisticRegression()).Fit(rows)));
    }

    public float Score(string text) => engine.Predict(new Labelled { Text = text }).Probability;

    public void Dispose() => engine.Dispose();

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
