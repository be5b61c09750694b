using System.Collections.Immutable;
using System.Text;
using RulesRouter.Decisions;
using RulesRouter.Evaluation;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Requests;
using RulesRouter.Service.Options;
using RulesRouter.Wire.Requests;

namespace RulesRouter.Cli.Commands;

/// <summary>A first request that <c>serve</c> proposes.</summary>
/// <param name="Note">What to do about its denial, as a further line; empty if an endpoint can answer it.</param>
internal sealed record SampleRequest(string Json, string Note)
{
    private const string Preferred = "coding-assistant";

    /// <summary>More are not tried: the service is ready by now.</summary>
    private const int MaxTried = 20;

    /// <summary>The request of the first policy that does not deny it with the settings of the service.</summary>
    public static SampleRequest For(CompiledPolicySet set, ServiceOptions options, IPromptClassifier classifier, TimeProvider clock)
    {
        string[] all = [.. set.Names.OrderByDescending(name => name == Preferred).Take(MaxTried).Select(JsonFor)];
        if (all.FirstOrDefault(json => IsRouted(json, options.AllowSampleEvidence)) is { } routed)
        {
            return new SampleRequest(routed, "");
        }

        var first = all.FirstOrDefault() ?? JsonFor("…");
        return new SampleRequest(
            first,
            !options.AllowSampleEvidence && IsRouted(first, allowSample: true)
                ? "\n  (denied without evidence about the endpoints; for a trial, start the service with --allow-sample-evidence)"
                : "\n  (denied with these policies and settings; the answer states why and what would help)");

        bool IsRouted(string json, bool allowSample)
        {
            var request = DecisionRequestReader.Read(Encoding.UTF8.GetBytes(json)).Request;
            if (request is null || set.Find(request.Policy) is not { } policy)
            {
                return false;
            }

            var declared = policy.Layers.Attributes().DistinctBy(one => one.Name).ToDictionary(one => one.Name, StringComparer.Ordinal);
            var point = new PolicyDecisionPoint(set, classifier, new DecisionSettings(allowSample));
            var keyed = AttributeOptions.Values([.. options.KeyAttributes], declared);
            var answer = point.Decide(
                request with { KeyAttributes = keyed.ToImmutableSortedDictionary(StringComparer.Ordinal) },
                clock.GetUtcNow(),
                new RouterState(options.Down));
            return answer.Decision is Routed;
        }
    }

    private static string JsonFor(string policy) => policy == Preferred
        ? $$"""{"policy":"{{policy}}","prompt":"Write unit tests for a date parser.","task":"unit-test-generation"}"""
        : $$"""{"policy":"{{policy}}","prompt":"Write unit tests for a date parser."}""";
}
