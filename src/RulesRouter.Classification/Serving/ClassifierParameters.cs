using RulesRouter.Classifiers.Parameters;

namespace RulesRouter.Classifiers.Serving;

/// <summary>All trained parameters: the content of an artefact.</summary>
/// <param name="Tasks">Null if too few prompts have a task.</param>
/// <param name="Domains">Null for a domain without enough outcomes.</param>
/// <param name="Lengths">Used for such a domain.</param>
internal sealed record ClassifierParameters(int Seed, TaskModel? Tasks, DomainModel?[] Domains, LengthResponse Lengths);
