using System.Collections.Immutable;
using System.CommandLine;
using System.Text;
using RulesRouter.Cli.Exits;
using RulesRouter.Cli.Inputs;
using RulesRouter.Decisions;
using RulesRouter.Diagnostics;
using RulesRouter.Diagnostics.Rendering;
using RulesRouter.Evaluation;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Policies;
using RulesRouter.Requests;
using RulesRouter.Suites.Proposing;
using RulesRouter.Suites.Reporting;
using RulesRouter.Suites.Running;
using RulesRouter.Suites.Scenarios;
using RulesRouter.Wire.Outcomes;
using RulesRouter.Wire.Records;
using RulesRouter.Wire.Writing;

namespace RulesRouter.Cli.Commands;

/// <summary>The scenarios of a suite as requests to a policy, and the chains for them.</summary>
/// <param name="Requests">Each as a line that <c>diff --requests</c> reads.</param>
internal sealed record SuiteChains(
    PolicyFolder Folder,
    CompiledPolicy Policy,
    ImmutableSortedDictionary<string, AttributeValue> KeyAttributes,
    PolicyChains Chains,
    ImmutableArray<string> Requests)
{
    /// <param name="store">Outcome store that today's decisions learn from; null for none.</param>
    /// <exception cref="UserError">The policies do not load, or a request has an error.</exception>
    public static SuiteChains Of(
        ImmutableArray<Scenario> scenarios,
        ImmutableArray<AttemptResult> results,
        string policy,
        string? store,
        DateTimeOffset at,
        SuitePolicyOptions options,
        ParseResult parsed,
        TextWriter error)
    {
        var classifier = SharedOptions.Load(parsed.GetValue(options.Classifier), parsed.GetValue(options.Policies)!, error);
        var folder = PolicyPaths.Load([parsed.GetValue(options.Policies)!], classifier.Digest);
        if (folder.Set is not { } set)
        {
            FindingRenderer.Write(error, [.. folder.Diagnostics.Where(diagnostic => diagnostic.IsError)], FindingFormat.Human);
            throw new UserError($"`{parsed.GetValue(options.Policies)}` does not load", ExitCode.DoesNotLoad);
        }

        var compiled = set.Find(policy) ?? throw new UserError(
            UnrequestablePolicy.Reason(set.Policies, policy, set.Names)
                ?? $"unknown policy `{policy}`{Suggestion.Clause(policy, set.Names, $"the policies are {string.Join(", ", set.Names)}")}");
        var sample = parsed.GetValue(options.SampleEvidence);
        var point = new PolicyDecisionPoint(set, classifier, new DecisionSettings(sample, Explains: false));
        ImmutableArray<string> lines = [.. OutcomeLines.Of(results, scenarios)];
        var reports = lines.Select(line => OutcomeReportReader.Read(Encoding.UTF8.GetBytes(line)).Report!).ToList();
        var today = RouterState.Healthy with { Learned = OutcomesCommand.LearnedFrom(store, set.Catalog, at) };
        var learned = RouterState.Healthy with { Learned = OutcomesCommand.LearnedWith(reports, store, set.Catalog, at) };
        var measured = MeasuredCost.Of(results);
        var (routed, requests) = (ImmutableArray.CreateBuilder<RoutedScenario>(), ImmutableArray.CreateBuilder<string>());
        var keyAttributes = ImmutableSortedDictionary<string, AttributeValue>.Empty;
        foreach (var scenario in scenarios)
        {
            var request = options.Attributes.AddedTo(ScenarioRequest.Of(scenario, results, compiled.Layers), compiled, parsed);
            keyAttributes = request.KeyAttributes;
            var before = point.Compare(request, at, today, measured.ContainsKey);
            var after = point.Compare(request, at, learned, measured.ContainsKey);
            if (before.Chains is null || after.Chains is null)
            {
                throw new UserError(string.Join(
                    '\n',
                    before.Errors.Select(problem => $"the request of scenario `{scenario.Id}`: {problem.Pointer}: {problem.Message}")));
            }

            routed.Add(new RoutedScenario(scenario, before.Chains.Attempted, after.Chains));
            requests.Add(LineOf(new RecordedRequest(request, point.Classify(request), today, sample), at));
        }

        var chains = new PolicyChains(
            policy,
            reports.Count,
            [.. measured.Keys.Where(id => set.Catalog.FindEndpoint(id) is null).Order(StringComparer.Ordinal)],
            new ChainComparer(measured).Compare(routed));
        return new SuiteChains(folder, compiled, keyAttributes, chains, requests.ToImmutable());
    }

    private static string LineOf(RecordedRequest recorded, DateTimeOffset at) =>
        $$"""{"at":"{{Timestamps.Format(at)}}","replay":{{CompactJson.Render(recorded, RecordedRequestWriter.Write)}}}""";
}
