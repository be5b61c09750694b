using System.Collections.Immutable;
using System.CommandLine;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RulesRouter.Cli.Exits;
using RulesRouter.Diagnostics.Rendering;
using RulesRouter.Service;
using RulesRouter.Service.Loading;
using RulesRouter.Service.Options;
using RulesRouter.Service.Outcomes;
using RulesRouter.Service.Settings;

namespace RulesRouter.Cli.Commands;

/// <summary><c>rulesrouter serve</c>: the decision service.</summary>
internal static class ServeCommand
{
    public const string Name = "serve";

    public static Command Create(
        TextWriter output,
        TextWriter error,
        TimeProvider clock,
        IReadOnlyDictionary<string, string> variables)
    {
        var settings = new SettingOptions();
        var check = new Option<bool>("--check")
        {
            Description = "print the effective settings, check them and the policies, and exit: 0 fine, 1 warnings, 2 settings, 3 policies",
        };
        var command = new Command(Name, "run the decision service") { check };
        settings.AddTo(command);
        command.SetAction(async (parsed, stop) =>
        {
            var reading = settings.Read(parsed, variables);
            if (Checked(reading, error) is not { } read)
            {
                return ExitCode.Usage;
            }

            var options = read with { Environment = variables };

            return parsed.GetValue(check)
                ? ServeCheck.Run(options, reading, output, error, clock)
                : await Run(options, reading, output, error, clock, stop).ConfigureAwait(false);
        });
        return command;
    }

    /// <summary>Null after printing the errors.</summary>
    /// <exception cref="UserError">A file or folder does not exist.</exception>
    private static ServiceOptions? Checked(SettingsReading reading, TextWriter error)
    {
        FindingRenderer.Write(error, reading.InFile, FindingFormat.Human);
        ImmutableArray<string> errors = reading.Options is { } options ? [.. SettingsCheck.Run(options, reading.Settings)] : reading.Errors;
        foreach (var line in errors)
        {
            error.WriteLine($"error: {line}");
        }

        if (!errors.IsEmpty || reading.Options is not { } read)
        {
            return null;
        }

        UnreadablePath.Check(
            read.Loading.GitUrl is null && !AcceptedRevisions.Exist(read) ? read.PoliciesPath : null,
            read.ParametersPath,
            read.Loading.GitSigners,
            read.Gateway.CredentialsPath,
            read.Gateway.ErrorsPath);
        SharedOptions.CheckClassifier(read.ClassifierPath);
        return ServeAccess.Check(read.Access, error) ? read : null;
    }

    private static async Task<int> Run(
        ServiceOptions options,
        SettingsReading reading,
        TextWriter output,
        TextWriter error,
        TimeProvider clock,
        CancellationToken stop)
    {
        foreach (var warning in reading.Warnings)
        {
            await error.WriteLineAsync($"warning: {warning}").ConfigureAwait(false);
        }

        await using var app = Build(options, clock, stop);
        if (DecisionService.RevisionOf(app) is not { } revision)
        {
            foreach (var line in DecisionService.ProblemsOf(app))
            {
                await error.WriteLineAsync(line).ConfigureAwait(false);
            }

            return ExitCode.DoesNotLoad;
        }

        // A revision that was accepted before serves in place of one that does not load.
        foreach (var line in DecisionService.ProblemsOf(app))
        {
            await error.WriteLineAsync(line).ConfigureAwait(false);
        }

        var router = app.Services.GetRequiredService<Router>();
        foreach (var warning in ServePolicies.Check(options, router, clock))
        {
            await error.WriteLineAsync($"warning: {warning}").ConfigureAwait(false);
        }

        DecisionService.AwaitRehearsal(app);
        await Start(app, options, stop).ConfigureAwait(false);
        var url = app.Urls.First();
        var gateway = GatewayLine(url, DecisionService.CallableProvidersOf(app));
        Greet(options, url, revision, SampleRequest.For(router.Current!.Set, options, router.Classifier.Current, clock), gateway, output);
        await Rehearse(app, stop).ConfigureAwait(false);
        await app.WaitForShutdownAsync(stop).ConfigureAwait(false);
        if (DecisionService.FailureOf(app) is not { } failure)
        {
            return ExitCode.Fine;
        }

        await error.WriteLineAsync($"error: the service stopped: {failure}; the log has the stack trace").ConfigureAwait(false);
        return ExitCode.Findings;
    }

    private static WebApplication Build(ServiceOptions options, TimeProvider clock, CancellationToken stop)
    {
        try
        {
            if (options.RecordPath == SettingTable.DefaultRecord
                || options.StatePath == SettingTable.DefaultState
                || options.Access.AuditPath == AccessSettings.DefaultAudit
                || options.Loading.StatePath == SettingTable.DefaultPolicyState)
            {
                HideFromGit(Path.GetDirectoryName(SettingTable.DefaultRecord)!);
            }

            return DecisionService.Build(options, clock, stop);
        }
        catch (OutcomeStoreException exception)
        {
            throw new UserError($"{exception.Message}; name another store with --outcomes, or use --no-outcomes");
        }
        catch (FormatException exception)
        {
            throw new UserError(exception.Message);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException && options.RecordPath is { } path)
        {
            throw new UserError(
                $"decisions cannot be recorded in `{path}`: {exception.Message.TrimEnd('.')}; name another folder or file with --record, or use --no-record");
        }
    }

    /// <summary>Keeps the record out of git: it must not be committed by accident.</summary>
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
                ? $"{options.Url} is in use by another program; choose another address with --url"
                : $"{options.Url} cannot be used as a listen address: {exception.Message.TrimEnd('.')}");
        }
    }

    /// <summary>Ends with it, or when the service stops.</summary>
    private static async Task Rehearse(WebApplication app, CancellationToken stop)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(stop, app.Lifetime.ApplicationStopping);
        try
        {
            await DecisionService.Rehearse(app, stopping.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The shutdown that follows waits for requests in flight.
        }
    }

    private static string GatewayLine(string url, IEnumerable<string> callable) => string.Join(", ", callable) is { Length: > 0 } providers
        ? $"the gateway is on at {url}/openai/v1 and {url}/anthropic for providers with a credential: {providers}"
        : "the gateway is off: set the variable that a provider's `api.credential` names, such as OPENAI_API_KEY, "
            + "or use --upstream-credentials";

    private static void Greet(
        ServiceOptions options,
        string url,
        string revision,
        SampleRequest request,
        string gateway,
        TextWriter output)
    {
        output.WriteLine($"serving {options.PoliciesPath} at {url}, revision {revision[..19]}…");
        if (options.AllowSampleEvidence)
        {
            output.WriteLine("sample evidence about compliance and latency counts as known: use it for trials, not for real data");
        }

        ServeAccess.Greet(options, output);
        output.WriteLine(gateway);
        if (options.Access.NeedsCredential)
        {
            output.WriteLine("\nCtrl+C stops it.");
            return;
        }

        output.WriteLine($$$"""

            Try next, from another terminal:

              curl -s {{{url}}}/v1/decisions -H 'content-type: application/json' -d '{{{request.Json}}}'{{{request.Note}}}
              curl -s {{{url}}}/v1/policies
              {{{url}}}/reference in a browser: every call of the API

            Ctrl+C stops it.
            """);
    }
}
