using System.Collections.Immutable;
using System.Diagnostics;
using RulesRouter.Benchmarks.Tables;
using RulesRouter.Benchmarks.Workloads;
using RulesRouter.Catalog;
using RulesRouter.Decisions;
using RulesRouter.Economics;
using RulesRouter.Economics.Beliefs;
using RulesRouter.Evaluation;
using RulesRouter.Evaluation.Chaining;
using RulesRouter.Evaluation.Combining;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Evaluation.Endpoints;
using RulesRouter.Evaluation.Facts;
using RulesRouter.Evaluation.Filtering;
using RulesRouter.Evaluation.Matching;
using RulesRouter.Evaluation.Ranking;
using RulesRouter.Evaluation.Reporting;
using RulesRouter.Policies;
using RulesRouter.Requests;

namespace RulesRouter.Benchmarks.Deciding;

/// <summary>
/// A decision by `expected-cost` of the shipped policy `coding-assistant`, including classification, and the time of each part run
/// by itself: the shares need not add up to 1.
/// Also the number of chains that the search visited, and the number of possible chains.
/// </summary>
internal sealed class ExpectedCostMeasurement : IMeasurement
{
    private const string Subject = "decide by expected-cost";
    private const int Prompts = 64;
    private static readonly (string Name, Func<Stages, object> Run)[] Parts =
    [
        ("the whole", stage => stage.Decide()),
        ("the whole, classified before", stage => stage.DecideClassified()),
        ("size of the text", stage => stage.Measure()),
        ("classification", stage => stage.Classify()),
        ("facts, matching, combining", stage => stage.Match()),
        ("eligibility", stage => stage.Filter()),
        ("beliefs", stage => stage.Believe()),
        ("beliefs and search", stage => stage.Search()),
        ("ranking, search, chain", stage => stage.Plan()),
        ("report", stage => DecisionReport.Of(stage.Planned)),
        ("reasons", stage => DecisionExplainer.Explain(stage.Decided, stage.Planned, Matches.OfThread, countsExclusions: false)),
    ];

    private static readonly DateTimeOffset At = new(2026, 9, 1, 20, 0, 0, TimeSpan.Zero);

    public IEnumerable<Measurement> Measure(bool quick)
    {
        var classifier = PromptWorkload.Shipped();
        var set = PolicyFolder.Load(["policies"], classifier.Digest).Set ?? throw new InvalidOperationException("the policies do not load");
        var point = new PolicyDecisionPoint(set, classifier, new DecisionSettings(AllowSampleEvidence: true));
        var stages = PromptWorkload.Prompts(Prompts, 2_000).Select(prompt => new Stages(set, point, prompt)).ToList();
        var times = Times(quick ? 100 : 400, stages);
        var bytes = Allocated(stages);
        yield return new(
            Subject,
            "2 KB prompts",
            "classification and decision",
            times[0],
            "ns",
            bytes[0],
            times[0] / 25e3,
            "25 µs",
            1);
        yield return new(Subject, "2 KB prompts", "allocated", bytes[0], "B", null, bytes[0] / 10_240, "10 KB", 1);
        for (var part = 1; part < times.Length; part++)
        {
            var share = times[part] / times[0];
            yield return new(Subject, "2 KB prompts", Parts[part].Name, times[part], "ns", bytes[part], share, "the whole", null);
        }

        var searches = stages.Select(stage => stage.Search()).ToList();
        var there = stages.Average(stage => ChainsOf(stage.Believe(), stage.Question.Longest));
        yield return new(Subject, "chains of three", "that there are", there, "chains", null, null, "", null);
        yield return new(
            Subject,
            "chains of three",
            "looked at",
            searches.Average(found => found.Visited),
            "chains",
            null,
            searches.Average(found => found.Visited) / there,
            "that there are",
            null);
        var (byTable, bySteps) = (Ability(quick, SharedDifficulty.AbilityOf), Ability(quick, SharedDifficulty.SolveAbility));
        yield return new(Subject, "ability of a mean chance", "Newton's method", bySteps, "ns", null, null, "", null);
        yield return new(Subject, "ability of a mean chance", "table", byTable, "ns", null, byTable / bySteps, "Newton's method", null);
    }

    /// <summary>Nanoseconds per chance, the median of rounds.</summary>
    private static double Ability(bool quick, Func<double, double, double> abilityOf)
    {
        const int Chances = 1000;
        var rounds = new List<double>();
        var sum = 0.0;
        for (var round = 0; round < (quick ? 100 : 400); round++)
        {
            var start = Stopwatch.GetTimestamp();
            for (var chance = 0; chance < Chances; chance++)
            {
                sum += abilityOf(0.005 + (0.99 * chance / Chances), SharedDifficulty.DefaultSpread);
            }

            rounds.Add(Stopwatch.GetElapsedTime(start).TotalNanoseconds / Chances);
        }

        GC.KeepAlive(sum);
        return rounds.Skip(rounds.Count / 2).Order().ElementAt(rounds.Count / 4);
    }

    /// <summary>The number of ordered chains without repetition up to the maximum length, including those with conflicts.</summary>
    private static double ChainsOf(int options, int longest) =>
        Enumerable.Range(1, longest)
            .Sum(length => Enumerable.Range(0, length).Aggregate(1.0, (count, place) => count * (options - place)));

    /// <summary>Nanoseconds per prompt of each part: the median of alternating rounds; the first half warms up.</summary>
    private static double[] Times(int rounds, List<Stages> stages)
    {
        var times = Parts.Select(_ => new List<double>()).ToArray();
        for (var round = 0; round < rounds; round++)
        {
            for (var part = 0; part < Parts.Length; part++)
            {
                var start = Stopwatch.GetTimestamp();
                foreach (var stage in stages)
                {
                    GC.KeepAlive(Parts[part].Run(stage));
                }

                times[part].Add(Stopwatch.GetElapsedTime(start).TotalNanoseconds / stages.Count);
            }
        }

        return [.. times.Select(all => all.Skip(rounds / 2).Order().ElementAt(rounds / 4))];
    }

    /// <summary>Bytes that each part allocates per prompt.</summary>
    private static double[] Allocated(List<Stages> stages) =>
    [
        .. Parts.Select(part =>
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            foreach (var stage in stages)
            {
                GC.KeepAlive(part.Run(stage));
            }

            return (GC.GetAllocatedBytesForCurrentThread() - before) / (double)stages.Count;
        }),
    ];

    /// <summary>One prompt, with the inputs of each part of its decision.</summary>
    private sealed class Stages
    {
        private readonly CompiledPolicy policy;
        private readonly CompiledPolicySet set;
        private readonly PolicyDecisionPoint point;
        private readonly DecisionRequest request;
        private readonly DecisionRequest measured;
        private readonly Classification classification;
        private readonly EndpointBeliefs beliefs;
        private readonly RuleCombiner combiner;
        private readonly CombinedEffects effects;
        private readonly FilteredCandidates filtered;
        private readonly CostRule terms;
        private readonly ImmutableArray<int> eligible;

        public Stages(CompiledPolicySet set, PolicyDecisionPoint point, string prompt)
        {
            (this.set, this.point) = (set, point);
            policy = set.Find("coding-assistant")!;
            var attributes = ImmutableSortedDictionary.CreateRange(
                StringComparer.Ordinal,
                [KeyValuePair.Create("sensitivity", (AttributeValue)new AttributeValue.String("public"))]);
            request = new DecisionRequest { Policy = policy.Name, Prompt = prompt, Task = TaskKind.Agentic, KeyAttributes = attributes };
            measured = RequestText.Measured(request);
            classification = point.Classify(request);
            combiner = new RuleCombiner(policy);
            beliefs = new EndpointBeliefs(set.Catalog, LearnedState.Empty, set.Endpoints.At(At, allowSample: true).Aliases);
            effects = Match();
            filtered = Filter();
            eligible = filtered.First.InTieOrder;
            Planned = Plan();
            Decided = DecisionReport.Of(Planned);
            terms = policy.TermsOf(effects.Selection);
            Question = new ChainQuestion(
                SharedDifficulty.Weights,
                terms,
                effects.Selection.Fallback.Max + 1,
                double.PositiveInfinity);
        }

        public ChainQuestion Question { get; }

        public PlannedChain Planned { get; }

        public Decision Decided { get; }

        public DecisionRequest Measure() => RequestText.Measured(request);

        public Classification Classify() => point.Classify(measured);

        public Decision DecideClassified() => point.Decide(request, classification, At, RouterState.Healthy).Decision!;

        public Decision Decide() => point.Decide(request, At, RouterState.Healthy).Decision!;

        public CombinedEffects Match()
        {
            var facts = new FactsBuilder(policy).Build(
                measured,
                classification,
                At,
                RouterState.Healthy,
                ImmutableArray.CreateBuilder<RequestError>(0));
            var input = new DecisionInput(
                set,
                policy,
                measured,
                classification,
                At,
                RouterState.Healthy,
                beliefs,
                set.Endpoints.At(At, allowSample: true));
            policy.MatcherOf(Executor.Index, all: false).Match(facts, Matches.OfThread);
            return combiner.Combine(PreparedRequest.Of(input, facts), Matches.OfThread);
        }

        public PlannedChain Plan() => ChainPlanner.Plan(RankedCandidates.Of(filtered));

        public FilteredCandidates Filter() => CandidateFilter.Filter(effects);

        /// <returns>The number of options.</returns>
        public int Believe()
        {
            var believed = new CandidateBeliefs(
                beliefs,
                terms,
                effects.Selection.Fallback.Distinct,
                effects.Prepared.Estimator,
                classification,
                ComplexityTiers.ScoreOf(classification),
                policy.Layers.DifficultyGroupOf(effects.Prepared.Input.Request));
            return believed.Fill(ChainSearch.Columns(), eligible).Length;
        }

        public ChainSearchResult Search()
        {
            Believe();
            return ChainSearch.Best(Question);
        }
    }
}
