using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using RulesRouter.Catalog;
using RulesRouter.Constraints;
using RulesRouter.Decisions;
using RulesRouter.Evaluation.Combining;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Evaluation.Endpoints;
using RulesRouter.Evaluation.Filtering;
using RulesRouter.Evaluation.Ranking;
using RulesRouter.Evaluation.Tests.Deciding;
using RulesRouter.Evaluation.Tests.Endpoints;
using RulesRouter.Objectives;
using RulesRouter.Policies;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;

namespace RulesRouter.Evaluation.Tests.Filtering;

/// <summary>Columns, remembered sets and lazy ranking against the plain way, on drawn catalogs whose prices turn by the hour.</summary>
public sealed class SelectionProperties
{
    [Property(MaxTest = 300)]
    public Property Filtering_and_ranking_by_columns_is_filtering_and_ranking_endpoint_by_endpoint() =>
        Prop.ForAll(Draws.ToArbitrary(), drawn =>
        {
            var table = new EndpointTable(drawn.Catalog);
            var state = new RouterState(drawn.Down);

            // The moments share one table, so that what one remembers is there for the next.
            foreach (var at in drawn.Moments)
            {
                var estimator = drawn.At(table, at);
                var filters = new EndpointFilters(
                    ConstraintSet.Combine(drawn.Clauses),
                    RequestConstraints.Of(drawn.Request, estimator),
                    drawn.Rule,
                    drawn.Request,
                    state,
                    keepsRequestedModel: false,
                    []);
                var eligibility = new Eligibility(estimator, filters);
                var checks = eligibility.Filters;
                var plain = PlainSelection.Eligible(drawn.Catalog, checks, estimator);

                Assert.Equal(Shown(PlainSelection.InTieOrder(plain, drawn.Rule.Rule.Selection!)),
                    Shown(eligibility.InTieOrder(drawn.Rule.Rule.Selection!).Select(estimator.CandidateAt)));
                Assert.Equal(
                    Shown(PlainSelection.Ranked(plain, drawn.Rule.Rule.Selection!)),
                    Shown(CandidateRanking.Order(eligibility, drawn.Rule.Rule.Selection!, scores: null)));
                Assert.Equal(
                    PlainSelection.Candidates(drawn.Catalog, estimator)
                        .Select(candidate => checks.FirstOrDefault(check => !check.Holds(candidate, estimator))?.Constraint)
                        .OfType<EndpointConstraint>(),
                    eligibility.Exclusions().Select(exclusion => exclusion.Constraint));
            }
        });

    private static string[] Shown(IEnumerable<Candidate> candidates) =>
        [.. candidates.Select(candidate => $"{candidate.Endpoint.Id} by price {PriceOf(candidate)}: {candidate.Estimate}")];

    private static int? PriceOf(Candidate candidate) =>
        candidate.Endpoint.Prices?.Periods.ToList().FindIndex(period => ReferenceEquals(period.Rates, candidate.Rates));

    private static Gen<Drawn> Draws =>
        from catalog in GeneratedPolicies.Cases.Generator.Select(drawn => drawn.Catalog)
        from copies in Gen.Elements(1, 4, 12)
        from prices in GeneratedPrices.Schedules.ListOf(catalog.Endpoints.Length * copies)
        from qualities in Gen.Choose(0, 40).ListOf(catalog.Endpoints.Length * copies)
        from isOpen in Gen.Elements(true, false)
        from clauses in GeneratedPolicies.Clause.ListOf(isOpen ? 0 : 4)
        from objective in Gen.Elements(Objective.Price, Objective.Latency, Objective.Quality, Objective.Ordered)
        from prefer in Gen.SubListOf("p1/*", "*/m2", "p0/*")
        from hops in Gen.Elements(0, 2, 8)
        from moments in GeneratedPrices.Moments.ListOf(3)
        from input in Gen.Elements(0.0, 10, 150, 5000)
        from cached in Gen.Elements(0.0, 5, 9000)
        from output in Gen.Elements(0.0, 1, 700)
        from down in Gen.SubListOf("p0", "p1/m1")
        from sample in Gen.Elements(true, false)
        from task in Gen.Elements<TaskKind?>(null, TaskKind.Chat)
        select new Drawn(
            new ModelCatalog(
                [],
                [],
                prices.Select(
                    (price, index) => Copy(catalog.Endpoints[index / copies], index % copies, qualities[index]) with { Prices = price })),
            [.. clauses.Select(clause => ("p/r", clause.Definition, clause.Value))],
            new CompiledRule(
                new Rule(
                    "r",
                    0,
                    null,
                    [],
                    [],
                    false,
                    new Selection(
                        objective,
                        [.. prefer.Select(pattern => new EndpointPreference(pattern, default))],
                        FallbackRule.Default with { Max = hops },
                        CostRule.Default,
                        default),
                    "",
                    false,
                    default),
                "p",
                0,
                new Condition.Literal(true, default)),
            [.. moments],
            down.ToImmutableSortedSet(StringComparer.Ordinal),
            sample,
            (input, cached, output, task));

    /// <summary>So that there are more of them than a ranking puts in order, or compares, at once.</summary>
    private static Endpoint Copy(Endpoint endpoint, int number, int quality) => number == 0 ? endpoint : endpoint with
    {
        Id = EndpointId.Parse($"{endpoint.Id}-{number}"),
        Model = endpoint.Model with
        {
            QualityFigures = quality == 0 ? [] : [new QualityFigure("b", TaskKind.Chat, quality / 40.0, "s", null, null, "")],
        },
        Latency = quality % 5 == 0 ? endpoint.Latency : new Latency
        {
            TtftP50Ms = new(quality * 10, Drawn.Measured),
            TtftP99Ms = new(quality * 20, Drawn.Measured),
            TokensPerSecondP50 = new(100 + (quality % 3), Drawn.Measured),
            TokensPerSecondP1 = new(50, Drawn.Measured),
        },
    };

    private sealed record Drawn(
        ModelCatalog Catalog,
        ImmutableArray<(string, ConstraintDefinition, ConstraintValue)> Clauses,
        CompiledRule Rule,
        ImmutableArray<DateTimeOffset> Moments,
        ImmutableSortedSet<string> Down,
        bool AllowSample,
        (double Input, double Cached, double Output, TaskKind? Task) Sizes)
    {
        public static Evidence Measured { get; } = new("measured", new DateOnly(2026, 1, 1), new DateOnly(2099, 12, 31), false);

        public DecisionRequest Request { get; } = new() { Policy = "p" };

        public Estimator At(EndpointTable table, DateTimeOffset at) =>
            new(
                at,
                table.At(at, AllowSample),
                Sizes.Task,
                Sizes.Input,
                Sizes.Cached,
                Sizes.Output,
                Sizes.Output * 2,
                new Session(
                    "s",
                    null,
                    ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, [new KeyValuePair<string, int>("p0/m0", 7)])));
    }
}
