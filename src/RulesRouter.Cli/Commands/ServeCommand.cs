using System.Collections.Immutable;
using System.CommandLine;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Hosting;
using RulesRouter.Service;

namespace RulesRouter.Cli.Commands;

/// <summary><c>rulesrouter serve</c>: the decision service.</summary>
internal static class ServeCommand
{
    /// <summary>Out of sight, out of git, and out of what `make clean` deletes.</summary>
    private const string DefaultRecord = ".rulesrouter/decisions.jsonl";

    public static Command Create(TextWriter output, TextWriter error, TimeProvider clock)
    {
        var policies = SharedOptions.Policies();
        var url = new Option<string>("--url") { Description = "address to listen on", DefaultValueFactory = _ => "http://127.0.0.1:8080" };
        var sample = SharedOptions.AllowSampleEvidence();
        var allowAt = new Option<bool>("--allow-at") { Description = "requests may name the moment they are decided at" };
        var record = new Option<string>("--record") { Description = "file that decisions are appended to", DefaultValueFactory = _ => DefaultRecord };
        var noRecord = new Option<bool>("--no-record") { Description = "keep no record of decisions" };
        var outcomes = new Option<string>("--outcomes") { Description = "store of decisions and what came of them, a SQLite file", DefaultValueFactory = _ => OutcomesCommand.DefaultStore };
        var noOutcomes = new Option<bool>("--no-outcomes") { Description = "take no outcomes in, and learn from none" };
        var sync = new Option<bool>("--sync-record") { Description = "answer only once the record is on the disk; without it a record survives a killed process, but not a power cut" };
        var checkEvery = new Option<int>("--check-every") { Description = "have RulesEngine evaluate every so many-th decision's conditions too, and log where it finds otherwise; 0 is never", HelpName = "decisions" };
        checkEvery.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 0)
            {
                result.AddError("--check-every is a number of decisions, at least 1, or 0 for never");
            }
        });
        var classifier = SharedOptions.Classifier();
        var down = SharedOptions.Down();
        var command = new Command("serve", "run the decision service") { policies, url, sample, allowAt, record, noRecord, outcomes, noOutcomes, sync, checkEvery, classifier, down };
        var parameters = new ParameterOptions();
        parameters.AddTo(command);
        command.SetAction((parsed, stop) => Run(
            new ServiceOptions
            {
                PoliciesPath = parsed.GetValue(policies)!,
                ParametersPath = parsed.GetValue(parameters.EnvironmentFile),
                ParameterSettings = [.. parsed.GetValue(parameters.Settings)!],
                Url = parsed.GetValue(url)!,
                AllowSampleEvidence = parsed.GetValue(sample),
                AllowAt = parsed.GetValue(allowAt),
                RecordPath = parsed.GetValue(noRecord) ? null : parsed.GetValue(record),
                OutcomesPath = parsed.GetValue(noOutcomes) ? null : parsed.GetValue(outcomes),
                SyncRecord = parsed.GetValue(sync),
                CheckEvery = parsed.GetValue(checkEvery),
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
        ListenAddress.Check(options.Url);
        await using var app = Build(options, clock);
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

        await Start(app, options, stop).ConfigureAwait(false);
        Greet(options, app.Urls.First(), revision, DecisionService.PoliciesOf(app).ToList(), output);
        await app.WaitForShutdownAsync(stop).ConfigureAwait(false);
        return ExitCode.Fine;
    }

    private static WebApplication Build(ServiceOptions options, TimeProvider clock)
    {
        try
        {
            if (options.RecordPath == DefaultRecord)
            {
                HideFromGit(Path.GetDirectoryName(DefaultRecord)!);
            }

            return DecisionService.Build(options, clock);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException && options.RecordPath is { } path)
        {
            throw new UserError($"decisions cannot be recorded in `{path}`: {exception.Message.TrimEnd('.')}; name another file with --record, or --no-record");
        }
    }

    /// <summary>What a record holds is nobody's to commit by accident.</summary>
    private static void HideFromGit(string folder)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, ".gitignore"), "*\n");
    }

    private static async Task Start(WebApplication app, ServiceOptions options, CancellationToken stop)
    {
        try
        {
            await app.StartAsync(stop).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or SocketException or InvalidOperationException)
        {
            throw new UserError(exception.InnerException is AddressInUseException
                ? $"{options.Url} is taken by another program; choose another address with --url"
                : $"{options.Url} cannot be listened on: {exception.Message.TrimEnd('.')}");
        }
    }

    private static void Greet(ServiceOptions options, string url, string revision, List<string> policies, TextWriter output)
    {
        var request = policies.Contains("coding-assistant")
            ? """{"policy":"coding-assistant","prompt":"Write unit tests for a date parser.","task":"unit-test-generation","attributes":{"sensitivity":"public"}}"""
            : $$"""{"policy":"{{policies.FirstOrDefault() ?? "…"}}","prompt":"Write unit tests for a date parser."}""";
        output.WriteLine($"deciding by {options.PoliciesPath} at {url}, revision {revision[..19]}…");
        if (options.AllowSampleEvidence)
        {
            output.WriteLine("sample evidence about compliance and latency counts as known: fine for trying, not for real data");
        }

        output.WriteLine($$$"""

            Try next, from another terminal:

              curl -s {{{url}}}/v1/decisions -H 'content-type: application/json' -d '{{{request}}}'
              curl -s {{{url}}}/v1/policies
              {{{url}}}/reference in a browser: every call of the API

            Ctrl+C stops it.
            """);
    }
}
