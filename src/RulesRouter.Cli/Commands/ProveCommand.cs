using System.Collections.Immutable;
using System.CommandLine;
using RulesRouter.Classifiers;
using RulesRouter.Cli.Rendering;
using RulesRouter.Diagnostics;
using RulesRouter.Language.Rendering;
using RulesRouter.Requests;
using RulesRouter.Verification.Proving;
using RulesRouter.Verification.Suites;

namespace RulesRouter.Cli.Commands;

/// <summary><c>rulesrouter prove</c>: claims about policies that hold for every request, or a request for which they do not.</summary>
internal static class ProveCommand
{
    public static Command Create(TextWriter output, TextWriter error, TimeProvider clock)
    {
        var paths = new Argument<string[]>("path") { Description = "folders or files; `policies` where left out", DefaultValueFactory = _ => ["policies"] };
        var at = new Option<string?>("--at") { Description = "moment prices, dates and evidence are judged at; now where left out" };
        var sample = SharedOptions.AllowSampleEvidence();
        var strict = new Option<bool>("--strict") { Description = "a claim that is neither proved nor refuted fails, too" };
        var format = SharedOptions.Format("human", "json", "sarif", "github");
        var command = new Command("prove", "prove or refute, over all requests there can be, what is claimed of policies") { paths, at, sample, strict, format };
        var parameters = new ParameterOptions();
        parameters.AddTo(command);
        command.SetAction(parsed =>
        {
            var folder = parameters.Load(parsed, parsed.GetValue(paths)!, new HeuristicClassifier().Digest);
            if (folder.Set is not { } set)
            {
                DiagnosticRenderer.Write(error, [.. folder.Diagnostics.Where(diagnostic => diagnostic.IsError)], DiagnosticFormat.Human);
                return ExitCode.DoesNotLoad;
            }

            if (!set.Names.Any())
            {
                throw new UserError("there is no policy that requests can name", ExitCode.DoesNotLoad);
            }

            var diagnostics = new DiagnosticBag();
            var suites = new SuiteReader(set, diagnostics).Read(folder.Loaded.Tests);
            if (diagnostics.HasErrors)
            {
                DiagnosticRenderer.Write(error, diagnostics.Sorted(), DiagnosticFormat.Human);
                return ExitCode.DoesNotLoad;
            }

            var properties = suites.SelectMany(suite => suite.Properties).ToLookup(property => property.Policy);
            var settings = new ProofSettings(Moment(parsed.GetValue(at)) ?? clock.GetUtcNow(), parsed.GetValue(sample)) { KnownRequests = [.. suites.SelectMany(suite => suite.Cases).Select(one => one.ToWitness())] };
            var prover = new PolicyProver(set, settings);
            var results = set.Names.SelectMany(name => prover.Structure(name).Concat(prover.Properties(name, properties[name]))).ToImmutableArray();
            ProofReport.Write(output, results, parsed.GetValue(format)!);
            return results.Any(result => result.IsDefect || (parsed.GetValue(strict) && result.Verdict == ProofVerdict.Unknown)) ? ExitCode.Findings : ExitCode.Fine;
        });
        return command;
    }

    private static DateTimeOffset? Moment(string? text) => text is null ? null
        : Timestamps.TryParse(text, out var moment) ? moment
        : throw new UserError($"`{text}` is no moment such as 2026-05-26T03:42:02Z");
}
