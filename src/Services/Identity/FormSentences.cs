using PadelSaaS.Platform.Http;
using PadelSaaS.Ui.Parts;

namespace PadelSaaS.Identity;

/// <summary>What a page says beside the fields of a form that was refused.</summary>
internal static class FormSentences
{
    public static IReadOnlyList<FieldError> Of(Checks checks) => [.. checks.Errors.Select(error => new FieldError(error.Key, error.Value[0]))];

    public static IReadOnlyList<FieldError> Of(Refusal refusal) => [new FieldError(refusal.Field ?? "", refusal.Sentence)];
}
