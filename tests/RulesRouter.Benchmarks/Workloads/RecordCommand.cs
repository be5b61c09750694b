using System.Collections.Immutable;
using System.Globalization;
using RulesRouter.Catalog;
using RulesRouter.Classifiers;
using RulesRouter.Decisions;
using RulesRouter.Evaluation;
using RulesRouter.Names;
using RulesRouter.Requests;
using RulesRouter.Service.Endpoints;
using RulesRouter.Wire.Records;

namespace RulesRouter.Benchmarks.Workloads;

/// <summary>
/// Writes a decision record of drawn requests to the shipped policies, for replaying: <c>record FILE COUNT [POLICIES]</c>. The same
/// arguments write the same file.
/// </summary>
internal static class RecordCommand
{
    private static readonly string[] Sensitivities = ["public", "public", "public", "internal", "internal", "proprietary", "regulated"];
    private static readonly string[] Policies = ["coding-assistant", "coding-assistant", "coding-assistant", "cost-saver"];
    private static readonly DateTimeOffset Start = new(2026, 9, 1, 0, 0, 0, TimeSpan.Zero);

    public static int Run(string[] args)
    {
        if (args.Length is < 2 or > 3 || !int.TryParse(args[1], NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            Console.Error.WriteLine("usage: record FILE COUNT [POLICIES]");
            return 2;
        }

        var classifier = new HeuristicClassifier();
        var set = PolicyFolder.Load([args.ElementAtOrDefault(2) ?? "policies"], classifier.Digest).Set
            ?? throw new InvalidOperationException("the policies do not load");
        var point = new PolicyDecisionPoint(set, classifier, new DecisionSettings(AllowSampleEvidence: true));
        var random = new Random(1);
        using var file = new FileStream(args[0], FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20);
        for (var index = 0; index < count; index++)
        {
            // A month of traffic at even intervals.
            var at = Start.AddSeconds(index * (30 * 86_400.0 / count));
            var (request, classification) = Draw(random);
            var answer = point.Decide(request, classification, at, RouterState.Healthy);
            var recorded = new RecordedRequest(request, classification, RouterState.Healthy, true);
            using var written = Answer.Rent();
            written.Write(answer.Decision!, $"r{index:D8}", recorded, answer.Facts!);
            file.Write(written.Record.Span);
        }

        return 0;
    }

    /// <summary>Lengths distributed like those of prompts: many short ones, few long ones.</summary>
    private static (DecisionRequest, Classification) Draw(Random random)
    {
        var input = (int)Math.Min(150_000, Math.Exp(6.5 + (1.2 * Normal(random))));
        var output = Math.Round(Math.Min(30_000, Math.Exp(5.5 + (0.9 * Normal(random)))));
        var request = new DecisionRequest
        {
            Policy = Policies[random.Next(Policies.Length)],
            Task = random.Next(3) == 0 ? null : (TaskKind)random.Next(EnumNames<TaskKind>.All.Length),
            Measured = new TextMeasure(input * 4, 1 + random.Next(6)),
            MaxOutputTokens = random.Next(2) == 0 ? 4096 : null,
            DeadlineMs = random.Next(5) == 0 ? 1000 : null,
            Needs = new Needs(Tools: random.Next(4) == 0 ? true : null),
            KeyAttributes = ImmutableSortedDictionary.CreateRange(
                StringComparer.Ordinal,
                [KeyValuePair.Create("sensitivity", (AttributeValue)new AttributeValue.String(
                    Sensitivities[random.Next(Sensitivities.Length)]))]),
        };
        return (request, new Classification
        {
            Source = ClassificationSource.Classifier,
            Task = (TaskKind)random.Next(EnumNames<TaskKind>.All.Length),
            TaskConfidence = Math.Round(random.NextDouble(), 3),
            Difficulty = Math.Round(random.NextDouble(), 3),
            InputTokens = input,
            OutputTokens = output,
            HasCode = random.Next(2) == 0,
        });
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
