using System.Collections.Immutable;
using System.CommandLine;
using RulesRouter.Cli.Exits;
using RulesRouter.Evaluation.Compiling;
using RulesRouter.Verification.Drawing;
using RulesRouter.Verification.Properties;
using RulesRouter.Verification.Suites;
using RulesRouter.Verification.Witnesses;

namespace RulesRouter.Cli.Commands;

/// <summary>The options of <c>rulesrouter test</c> about properties, and the property runs.</summary>
internal sealed class PropertyTrials
{
    private const int DefaultDraws = 100;

    private readonly Option<int> draws = new("--draws")
    {
        Description = "number of random requests for each property; 0 for none",
        DefaultValueFactory = _ => DefaultDraws,
    };
    private readonly Option<ulong> seed = new("--seed")
    {
        Description = "random seed; the same seed draws the same requests",
        DefaultValueFactory = _ => 1,
    };
    private readonly Option<string?> requests = new("--requests")
    {
        Description = "decision record or JSONL of requests that properties are also checked on; `-` reads standard input",
    };

    public void AddTo(Command command)
    {
        command.Add(draws);
        command.Add(seed);
        command.Add(requests);
    }

    /// <param name="suites">After filtering; a policy without suites is checked with the properties of every policy.</param>
    /// <param name="isWanted">True for the names of properties to run.</param>
    public ImmutableArray<PropertyResult> Run(
        ParseResult parsed,
        CompiledPolicySet set,
        IReadOnlyCollection<PolicySuite> suites,
        Func<string,
        bool> isWanted,
        DateTimeOffset now,
        TextReader input)
    {
        if (parsed.GetValue(draws) is < 0 or > 1_000_000)
        {
            throw new UserError($"--draws must be between 0 and 1000000, found {parsed.GetValue(draws)}");
        }

        var results = ImmutableArray.CreateBuilder<PropertyResult>();
        ImmutableArray<Witness>? log = parsed.GetValue(requests) is { } path ? RecordedRequests.Read(path, input, now) : null;
        var search = new PropertySearch(set, parsed.GetValue(draws), parsed.GetValue(seed));
        foreach (var policy in set.Names)
        {
            var own = suites.Where(suite => suite.Policy == policy).ToList();
            var properties = own.SelectMany(suite => suite.Properties).Where(property => isWanted(property.Name)).ToList();
            var (at, sample) = own.SelectMany(suite => suite.Cases)
                .Select(policyCase => (policyCase.At, policyCase.AllowSampleEvidence))
                .FirstOrDefault((now, false));
            if (parsed.GetValue(draws) > 0)
            {
                results.AddRange(search.Run(policy, properties, at, sample, isWanted));
            }

            if (log is { } recorded)
            {
                results.AddRange(new RecordedTrial(set).Run(policy, properties, recorded, isWanted));
            }
        }

        return results.ToImmutable();
    }
}
