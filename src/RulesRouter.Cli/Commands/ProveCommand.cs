using System.Collections.Immutable;
using System.CommandLine;
using RulesRouter.Classifiers;
using RulesRouter.Cli.Exits;
using RulesRouter.Cli.Inputs;
using RulesRouter.Cli.Rendering;
using RulesRouter.Diagnostics;
using RulesRouter.Diagnostics.Rendering;
using RulesRouter.Verification.Proving;
using RulesRouter.Verification.Proving.Results;
using RulesRouter.Verification.Suites;

namespace RulesRouter.Cli.Commands;

/// <summary><c>rulesrouter prove</c>: proves claims about policies for every request, or finds a request that refutes them.</summary>
internal static class ProveCommand
{
    public static Command Create(TextWriter output, TextWriter error, TimeProvider clock)
    {
        var paths = new Argument<string[]>("path")
        {
            Description = "folders or files; default: `policies`",
            DefaultValueFactory = _ => ["policies"],
        };
        var at = new Option<string?>("--at") { Description = "time at which prices, dates and evidence are evaluated; default: now" };
        var sample = SharedOptions.AllowSampleEvidence();
        var strict = new Option<bool>("--strict") { Description = "fail on claims that are neither proved nor refuted" };
        var format = SharedOptions.Format("human", "json", "sarif", "github", "junit");
        var command = new Command(
            "prove",
            "prove or refute claims about policies over all possible requests") { paths, at, sample, strict, format };
        var parameters = new ParameterOptions();
        parameters.AddTo(command);
        command.SetAction(parsed =>
        {
            var folder = parameters.Load(parsed, parsed.GetValue(paths)!, new HeuristicClassifier().Digest);
            if (folder.Set is not { } set)
            {
                FindingRenderer.Write(error, [.. folder.Diagnostics.Where(diagnostic => diagnostic.IsError)], FindingFormat.Human);
                return ExitCode.DoesNotLoad;
            }

            if (!set.Names.Any())
            {
                throw new UserError("no policy can be requested: all policies are abstract or mandatory", ExitCode.DoesNotLoad);
            }

            var diagnostics = new DiagnosticBag();
            var suites = new SuiteReader(set, diagnostics, clock.GetUtcNow()).Read(folder.Loaded.Tests);
            if (diagnostics.HasErrors)
            {
                FindingRenderer.Write(error, diagnostics.Sorted(), FindingFormat.Human);
                return ExitCode.DoesNotLoad;
            }

            var properties = suites.SelectMany(suite => suite.Properties).ToLookup(property => property.Policy);
            var settings = new ProofSettings(
                TimestampOption.Read(parsed.GetValue(at)) ?? clock.GetUtcNow(),
                parsed.GetValue(sample))
            { KnownRequests = [.. suites.SelectMany(suite => suite.Cases).Select(one => one.ToWitness())] };
            var prover = new PolicyProver(set, settings);
            var results = set.Names.SelectMany(name => prover.Structure(name).Concat(prover.Properties(name, properties[name])))
                .ToImmutableArray();
            ProofReport.Write(output, results, parsed.GetValue(format)!);
            return results.Any(result => result.IsDefect || (parsed.GetValue(strict) && result.Verdict == ProofVerdict.Unknown))
                ? ExitCode.Findings
                : ExitCode.Fine;
        });
        return command;
    }
}
