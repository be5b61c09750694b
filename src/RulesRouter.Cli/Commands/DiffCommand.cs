using System.CommandLine;
using RulesRouter.Cli.Exits;
using RulesRouter.Cli.Inputs;
using RulesRouter.Cli.Rendering;
using RulesRouter.Cli.Revisions;
using RulesRouter.Diagnostics.Rendering;
using RulesRouter.Requests;
using RulesRouter.Verification.Comparing;
using RulesRouter.Verification.Proving.Results;
using RulesRouter.Verification.Replaying;

namespace RulesRouter.Cli.Commands;

/// <summary><c>rulesrouter diff</c>: what a change of policies or catalog does, over all requests and to recorded ones.</summary>
internal static class DiffCommand
{
    public static Command Create(TextWriter output, TextWriter error, TimeProvider clock)
    {
        var before = new Argument<string>("base")
        {
            Description = "base revision: a folder, or a git revision such as main:policies or HEAD~1",
        };
        var after = new Argument<string>("head")
        {
            Description = "head revision; default: `policies`",
            DefaultValueFactory = _ => "policies",
        };
        var requests = new Option<string[]>("--requests")
        {
            Description = "decision record or JSONL of requests to replay; repeatable",
            AllowMultipleArgumentsPerToken = true,
        };
        var policies = new Option<string?>("--policies") { Description = "folder of policies, if base and head are catalogs" };
        var allowWeaker = new Option<bool>("--allow-weaker")
        {
            Description = "exit with 0 even if requests are protected less than before",
        };
        var at = new Option<string?>("--at") { Description = "time of compared prices, and of requests without a timestamp; default: now" };
        var sample = SharedOptions.AllowSampleEvidence();
        var classifier = SharedOptions.Classifier();
        var format = SharedOptions.Format("human", "json", "markdown", "sarif", "github", "junit");
        var command = new Command("diff", "show the effect of a change of policies or catalog")
        {
            before,
            after,
            requests,
            policies,
            at,
            allowWeaker,
            sample,
            classifier,
            format,
        };
        command.SetAction(parsed =>
        {
            var time = TimestampOption.Read(parsed.GetValue(at)) ?? clock.GetUtcNow();
            var reader = SharedOptions.Load(parsed.GetValue(classifier), parsed.GetValue(policies) ?? parsed.GetValue(after)!, error);
            var sides = new[] { parsed.GetValue(before)!, parsed.GetValue(after)! }.Select(
                name => Side(name, parsed.GetValue(policies), reader.Digest))
                .ToList();
            if (sides.Any(side => !Loads(side, error)))
            {
                return ExitCode.DoesNotLoad;
            }

            var settings = new ReplaySettings(time, parsed.GetValue(sample), Environment.ProcessorCount);
            var named = parsed.GetValue(requests) ?? [];
            UnreadablePath.Check(named);
            var logs = RecordFiles.Of(named);
            var effect = named.Length == 0 ? null : Run(sides[0], sides[1], logs, reader, settings, error);
            var diff = PolicyDiff.Of(sides[0], sides[1], new ProofSettings(time, settings.AllowSampleEvidence), effect);
            DiffReport.Write(output, diff, parsed.GetValue(format)!);
            return Verdict(diff, parsed.GetValue(allowWeaker), error);
        });
        return command;
    }

    private static int Verdict(PolicyDiff diff, bool allowWeaker, TextWriter error)
    {
        if (diff.Effect is { Requests: 0 } nothing)
        {
            error.WriteLine(
                $"error: no request could be replayed{(nothing.Unreadable > 0 ? $": {nothing.FirstUnreadable[0].Place}: {nothing.FirstUnreadable[0].Message}" : "")}");
            return ExitCode.Usage;
        }

        return diff.IsWeaker && !allowWeaker ? ExitCode.Findings : ExitCode.Fine;
    }

    private static ComparedSide Side(string name, string? policies, string classifierDigest)
    {
        var files = SideReader.Read(name);
        return ComparedSide.Load(name, policies is null ? files : SideReader.WithPoliciesOf(files, policies), classifierDigest);
    }

    private static bool Loads(ComparedSide side, TextWriter error)
    {
        if (side.Folder.Set is not null)
        {
            return true;
        }

        error.WriteLine($"error: {side.Name} does not load");
        FindingRenderer.Write(error, [.. side.Folder.Diagnostics.Where(diagnostic => diagnostic.IsError)], FindingFormat.Human);
        return false;
    }

    private static ReplayResult Run(
        ComparedSide before,
        ComparedSide after,
        IReadOnlyList<string> logs,
        IPromptClassifier classifier,
        ReplaySettings settings,
        TextWriter error)
    {
        try
        {
            return ReplayProgress.Show(
                error,
                logs.Sum(log => new FileInfo(log).Length),
                done => Replay.Run(before.Folder.Set!, after.Folder.Set!, logs, classifier, settings, done));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new UserError($"the recorded requests cannot be read: {exception.Message.TrimEnd('.')}");
        }
    }
}
