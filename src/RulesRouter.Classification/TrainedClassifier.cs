using RulesRouter.Catalog;
using RulesRouter.Classifiers.Heuristic;
using RulesRouter.Classifiers.Parameters;
using RulesRouter.Classifiers.Reading;
using RulesRouter.Classifiers.Serving;
using RulesRouter.Requests;

namespace RulesRouter.Classifiers;

/// <summary>
/// Scores prompts directly from trained parameters: one pass over the text into pooled buffers, without ML.NET. For a prompt unlike the
/// training rows, probabilities are shrunk towards each ability's mean and the answer is marked out of distribution.
/// </summary>
internal sealed class TrainedClassifier : IPromptClassifier
{
    private readonly DomainScorer?[] domains;
    private readonly TaskScorer? tasks;
    private readonly LengthResponse lengths;

    internal TrainedClassifier(ClassifierParameters parameters, string digest)
    {
        Digest = digest;
        domains = parameters.Domains.Length == 0
            ? new DomainScorer?[Domains.Count]
            : [.. parameters.Domains.Select(model => model is null ? null : new DomainScorer(model))];
        lengths = parameters.Lengths;
        tasks = parameters.Tasks is null ? null : new TaskScorer(parameters.Tasks);
    }

    public string Digest { get; }

    public Classification Classify(in ClassifierInput prompt)
    {
        if (string.IsNullOrWhiteSpace(prompt.Text))
        {
            return Classification.Unknown with { Task = prompt.Task, TaskConfidence = prompt.Task is null ? 0 : 1 };
        }

        PromptFeatures features = default;
        var grams = new GramBuckets();
        try
        {
            PromptScanner.Scan(prompt.Text, ref features, ref grams);
            return Classify(prompt, features, grams.Kept);
        }
        finally
        {
            grams.Dispose();
        }
    }

    private Classification Classify(in ClassifierInput prompt, in PromptFeatures features, ReadOnlySpan<ushort> buckets)
    {
        Span<float> dense = stackalloc float[DenseFeatures.Count];
        DenseFeatures.Fill(features, buckets.Length, dense);
        var guess = Guess(prompt, features);
        var answer = Answer(guess.Task, features, buckets, dense);
        return new Classification
        {
            Source = ClassificationSource.Classifier,
            Task = guess.Task,
            TaskConfidence = Math.Round(guess.Confidence, 3),
            Kind = guess.Kind,
            InputTokens = prompt.Tokens.Estimate,
            HasCode = features.HasCode,
            OutputTokens = Math.Round(answer.OutputTokens ?? OutputLength.Of(guess.Task, prompt.Text)),
            Difficulty = answer.OutOfDistribution ? null : answer.Difficulty,
            Success = answer.Success,
            OutOfDistribution = answer.OutOfDistribution,
        };
    }

    /// <summary>The answer before a prompt unlike the training rows loses its difficulty; for measurements.</summary>
    internal DomainAnswer AnswerTo(string prompt, TaskKind? task)
    {
        PromptFeatures features = default;
        var grams = new GramBuckets();
        Span<float> dense = stackalloc float[DenseFeatures.Count];
        try
        {
            PromptScanner.Scan(prompt, ref features, ref grams);
            DenseFeatures.Fill(features, grams.Kept.Length, dense);
            return Answer(task, features, grams.Kept, dense);
        }
        finally
        {
            grams.Dispose();
        }
    }

    private TaskGuess Guess(in ClassifierInput prompt, in PromptFeatures features)
    {
        var grams = new TaskGrams();
        try
        {
            TaskReader.Read(prompt, features, ref grams);
            var guess = prompt.Task is { } known ? new TaskGuess(known, 1)
                : tasks is null ? TaskRules.Guess(features)
                : tasks.Guess(prompt, features, grams);
            return guess.Refined(grams.Outline);
        }
        finally
        {
            grams.Dispose();
        }
    }

    /// <summary>
    /// A task without outcome data gets its difficulty from fixed rules, and no success probabilities; one without heads gets both by
    /// length.
    /// </summary>
    private DomainAnswer Answer(TaskKind? task, in PromptFeatures features, ReadOnlySpan<ushort> buckets, ReadOnlySpan<float> dense)
    {
        if (task is not { } known)
        {
            return new DomainAnswer([], null, null, OutOfDistribution: true);
        }

        if (Domains.Of(known) is not { } domain)
        {
            return new DomainAnswer([], DifficultyRule.Of(known, features), null, OutOfDistribution: false);
        }

        if (domains[(int)domain] is not { } scorer)
        {
            return DomainAnswer.Of(lengths, dense[DenseFeatures.Length]);
        }

        Span<float> outputs = stackalloc float[DomainTargets.Count];
        var distance = scorer.Score(buckets, dense, outputs);
        var answer = DomainAnswer.Of(outputs, scorer.Model, distance, dense[DenseFeatures.Length]);
        return DifficultyRule.CanJudge(task, features) ? answer : answer with { OutOfDistribution = true };
    }
}
