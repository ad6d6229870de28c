using Microsoft.Extensions.Localization;
using PadelSaaS.Ui.Parts;

namespace PadelSaaS.Payments.Reconciliation;

/// <summary>Differences in words for people.</summary>
internal static class ReconciliationSay
{
    public static string Title(DifferenceShown of, IStringLocalizer t) => (of.Kind, of.What) switch
    {
        (DifferenceKind.MissingHere, MovementKind.Payment) => t["A payment we do not know"],
        (DifferenceKind.MissingHere, MovementKind.Refund) => t["A refund that was not made here"],
        (DifferenceKind.MissingHere, MovementKind.Payout) => t["A payout we do not know"],
        (DifferenceKind.MissingHere, MovementKind.Dispute) => t["A disputed payment we have not noted"],
        (DifferenceKind.MissingHere, MovementKind.Fee) => t["A fee of the provider that belongs to no payment"],
        (DifferenceKind.MissingThere, MovementKind.Refund) => t["A refund the provider does not have"],
        (DifferenceKind.MissingThere, _) => t["A payment the provider does not have"],
        (DifferenceKind.AmountDiffers, MovementKind.Refund) => t["Another amount went back there"],
        (DifferenceKind.AmountDiffers, _) => t["Another amount was paid there"],
        (DifferenceKind.FeeDiffers, DifferenceKind.Commission) => t["The provider set another commission aside"],
        (DifferenceKind.FeeDiffers, _) => t["The provider kept another fee"],
        (DifferenceKind.StateDiffers, MovementKind.Refund) when of.Theirs is { AmountMinor: 0 } => t["A refund did not arrive at the payer"],
        (DifferenceKind.StateDiffers, MovementKind.Refund) => t["It went back there, and not here"],
        (DifferenceKind.StateDiffers, MovementKind.Payout) => t["A payout came back from the bank"],
        (DifferenceKind.StateDiffers, _) => t["It was paid there, and not here"],
        (DifferenceKind.Twice, _) => t["Paid a second time"],
        _ => t["A movement we do not know"],
    };

    /// <summary>What the way will do.</summary>
    public static string Way(string way, IStringLocalizer t) => way switch
    {
        Resolving.Ask => t["Ask the provider, and follow it"],
        Resolving.Fee => t["Post the fee"],
        Resolving.GiveBack => t["Send the money back"],
        _ => t["Take it into the books"],
    };

    public static string Sure(string way, IStringLocalizer t) => way switch
    {
        Resolving.GiveBack => t["Send this money back to whoever paid it?"],
        _ => t["Take this into the books as a difference to look into?"],
    };

    public static string Resolution(DifferenceShown of, IStringLocalizer t) => of.Resolution switch
    {
        ReconciliationDifference.Agrees => t["Agrees by itself now"],
        Resolving.Ask => t["The provider was asked"],
        Resolving.Fee => t["The fee was posted"],
        Resolving.GiveBack => t["Sent back"],
        _ => t["Taken into the books"],
    };

    public static string State(RunShown run, IStringLocalizer t) => run.State switch
    {
        ReconciliationRun.Reading when run.Error is not null => t["No answer, tried again soon"],
        ReconciliationRun.Reading => t["Reading"],
        ReconciliationRun.Failed => t["Did not work"],
        _ when run.Found > 0 => t["{0} new differences", run.Found],
        _ => t["All agrees"],
    };

    public static Tone ToneOf(RunShown run) => run.State switch { ReconciliationRun.Failed => Tone.Bad, ReconciliationRun.Reading => Tone.Info, _ when run.Found > 0 => Tone.Warn, _ => Tone.Good };
}
