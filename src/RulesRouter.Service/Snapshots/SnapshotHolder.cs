using System.Collections.Immutable;
using RulesRouter.Diagnostics;
using RulesRouter.Evaluation;
using RulesRouter.Language;
using RulesRouter.Verification;

namespace RulesRouter.Service.Snapshots;

/// <summary>Holds the current revision and replaces it atomically. Files that do not load only set <see cref="Problems"/>.</summary>
internal sealed class SnapshotHolder
{
    private readonly ServiceOptions options;
    private readonly ClassifierHolder classifier;
    private volatile Snapshot? current;
    private volatile string lastContent = "";

    public SnapshotHolder(ServiceOptions options)
    {
        this.options = options;
        classifier = new ClassifierHolder(options);
    }

    /// <summary>Null before the first revision loads.</summary>
    public Snapshot? Current => current;

    public ClassifierHolder Classifier => classifier;

    /// <summary>Errors of the last load; empty if it succeeded.</summary>
    public ImmutableArray<Diagnostic> Problems { get; private set; } = [];

    /// <summary>Loads the files if they or the classifier changed. True if a new revision is current.</summary>
    public bool Refresh()
    {
        ImmutableArray<PolicyFile> files;
        var path = options.PoliciesPath;
        try
        {
            files =
            [
                .. PolicyDirectory.Read(path),
                .. options.ParametersPath is { } parameters ? ParameterFile.Read(path = parameters) : [],
                .. ParameterFile.OfCommandLine(options.ParameterSettings),
            ];
        }
        catch (FormatException exception)
        {
            Problems = [new Diagnostic(ServiceDiagnostics.Unreadable, default, exception.Message)];
            return false;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Problems = [new Diagnostic(ServiceDiagnostics.Unreadable, default, $"`{path}` cannot be read: {exception.Message.TrimEnd('.')}")];
            return false;
        }

        var content = ContentHash.Of(files);
        if (!classifier.Refresh() && content == lastContent)
        {
            return false;
        }

        lastContent = content;
        var folder = PolicyFolder.Load(files, classifier.Current.Digest, current?.Set);
        Problems = [.. folder.Diagnostics.Where(diagnostic => diagnostic.IsError)];
        if (folder.Set is not { } set)
        {
            return false;
        }

        set.WarmUp();
        var settings = new DecisionSettings(options.AllowSampleEvidence, ClassifyWhenNeeded: options.RecordPath is null && options.OutcomesPath is null);
        current = new Snapshot(set, new PolicyDecisionPoint(set, classifier.Current, settings));
        return true;
    }
}
