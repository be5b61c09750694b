using RulesRouter.Classifiers;
using RulesRouter.Requests;

namespace RulesRouter;

/// <summary>
/// Holds the current classifier and reloads it when its file changes. Any error at the start selects the heuristic; later, a file that does
/// not load only sets <see cref="Problem"/>.
/// </summary>
internal sealed class ClassifierHolder
{
    private readonly RouterOptions options;
    private string lastStamp;
    private volatile LoadedClassifier loaded;

    internal ClassifierHolder(RouterOptions options)
    {
        this.options = options;
        lastStamp = Stamp();
        loaded = ClassifierLoader.Choose(options.ClassifierPath, options.PoliciesPath);
    }

    public IPromptClassifier Current => loaded.Classifier;

    public bool IsTrained => loaded.IsTrained;

    public string Name => IsTrained ? "classifier" : "heuristic";

    /// <summary>Why the trained classifier or its latest version is not in use; null without a problem.</summary>
    public string? Problem => loaded.FallbackReason;

    /// <summary>True if the classifier changed.</summary>
    internal bool Refresh()
    {
        var stamp = Stamp();
        if (stamp == lastStamp)
        {
            return false;
        }

        lastStamp = stamp;
        var found = ClassifierLoader.Choose(options.ClassifierPath, options.PoliciesPath);
        if (IsTrained && !found.IsTrained)
        {
            loaded = loaded with { FallbackReason = found.FallbackReason + "; the previous classifier stays in use" };
            return false;
        }

        var changed = found.Classifier.Digest != loaded.Classifier.Digest;
        loaded = found;
        return changed;
    }

    /// <summary>Write times and lengths of the artefact and its hash; empty without an artefact.</summary>
    private string Stamp()
    {
        var path = options.ClassifierPath == ClassifierPlaces.None
            ? null
            : options.ClassifierPath ?? ClassifierPlaces.Find(options.PoliciesPath);
        return path is null ? "" : string.Join(' ', ClassifierLoader.FilesOf(path).Select(file => new FileInfo(file))
            .Select(file => file.Exists ? $"{file.LastWriteTimeUtc.Ticks} {file.Length}" : "-"));
    }
}
