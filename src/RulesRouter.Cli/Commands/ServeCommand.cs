using System.Collections.Immutable;
using System.CommandLine;
using Microsoft.Extensions.Hosting;
using RulesRouter.Service;

namespace RulesRouter.Cli.Commands;

/// <summary><c>rulesrouter serve</c>: the decision service.</summary>
internal static class ServeCommand
{
    public static Command Create(TextWriter output, TextWriter error, TimeProvider clock)
    {
        var policies = SharedOptions.Policies();
        var url = new Option<string>("--url") { Description = "address to listen on", DefaultValueFactory = _ => "http://127.0.0.1:8080" };
        var sample = SharedOptions.AllowSampleEvidence();
        var allowAt = new Option<bool>("--allow-at") { Description = "requests may name the moment they are decided at" };
        var record = new Option<string>("--record") { Description = "file that decisions are appended to", DefaultValueFactory = _ => "artifacts/decisions.jsonl" };
        var noRecord = new Option<bool>("--no-record") { Description = "keep no record of decisions" };
        var classifier = SharedOptions.Classifier();
        var down = SharedOptions.Down();
        var command = new Command("serve", "run the decision service") { policies, url, sample, allowAt, record, noRecord, classifier, down };
        command.SetAction((parsed, stop) => Run(
            new ServiceOptions
            {
                PoliciesPath = parsed.GetValue(policies)!,
                Url = parsed.GetValue(url)!,
                AllowSampleEvidence = parsed.GetValue(sample),
                AllowAt = parsed.GetValue(allowAt),
                RecordPath = parsed.GetValue(noRecord) ? null : parsed.GetValue(record),
                ClassifierPath = parsed.GetValue(classifier),
                Down = (parsed.GetValue(down) ?? []).ToImmutableSortedSet(StringComparer.Ordinal),
            },
            output,
            error,
            clock,
            stop));
        return command;
    }

    private static async Task<int> Run(ServiceOptions options, TextWriter output, TextWriter error, TimeProvider clock, CancellationToken stop)
    {
        await using var app = DecisionService.Build(options, clock);
        if (DecisionService.RevisionOf(app) is not { } revision)
        {
            foreach (var fault in DecisionService.ProblemsOf(app))
            {
                await error.WriteLineAsync(fault).ConfigureAwait(false);
            }

            return ExitCode.DoesNotLoad;
        }

        if (DecisionService.ClassifierOf(app).Problem is { } problem)
        {
            await error.WriteLineAsync($"warning: {problem}; fixed rules classify instead").ConfigureAwait(false);
        }

        await app.StartAsync(stop).ConfigureAwait(false);
        Greet(options, revision, output);
        await app.WaitForShutdownAsync(stop).ConfigureAwait(false);
        return ExitCode.Fine;
    }

    private static void Greet(ServiceOptions options, string revision, TextWriter output)
    {
        output.WriteLine($"deciding by {options.PoliciesPath} at {options.Url}, revision {revision[..19]}…");
        if (options.AllowSampleEvidence)
        {
            output.WriteLine("sample evidence about compliance and latency counts as known: fine for trying, not for real data");
        }

        output.WriteLine($$$"""

            Try next, from another terminal:

              curl -s {{{options.Url}}}/v1/decisions -H 'content-type: application/json' -d '{"policy":"coding-assistant","prompt":"Write unit tests for a date parser.","task":"unit-test-generation","attributes":{"sensitivity":"public"}}'
              curl -s {{{options.Url}}}/v1/policies
              {{{options.Url}}}/reference in a browser: every call of the API

            Ctrl+C stops it.
            """);
    }
}
