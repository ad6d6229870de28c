using Microsoft.Extensions.Localization;
using PadelSaaS.Contracts;
using PadelSaaS.Payments.Shares;
using PadelSaaS.Ui.Parts;
using PadelSaaS.Ui.Text;

namespace PadelSaaS.Payments.Pages.Shares;

/// <summary>What the states of shares and splits are called on pages.</summary>
internal static class SplitWords
{
    /// <summary>What happens if somebody does not pay, as one sentence.</summary>
    public static string Fallback(string fallback, Money cover, DateTimeOffset last, string zone, IStringLocalizer t)
    {
        var until = TimeText.DayAndTime(last, zone);
        var found = cover.AmountMinor > 0
            ? t["If nobody is found by {0}, your card pays up to {1}; if that is not enough, the court is given back and nobody pays.", until, MoneyText.Format(cover)]
            : t["If nobody is found by {0}, the court is given back and nobody pays.", until];
        return fallback switch
        {
            Payments.Shares.Fallback.OrganiserCovers => t["If somebody has not paid by then, your card pays their share, up to {0} in all. If more is missing, the court is given back and nobody pays.", MoneyText.Format(cover)],
            Payments.Shares.Fallback.NextFriend => $"{t["If somebody has not paid by then, the next friend on your list gets the place."]} {found}",
            Payments.Shares.Fallback.OpenSeat => $"{t["If somebody has not paid by then, the place is offered to others of the club."]} {found}",
            _ => t["If somebody has not paid by then, the court is given back and nobody pays."],
        };
    }

    public static string Of(Share share, IStringLocalizer t) => share.State switch
    {
        ShareState.Authorised => t["Held"],
        ShareState.Captured => t["Paid"],
        ShareState.Covered => t["Paid by the organiser"],
        ShareState.Released => t["Let go"],
        ShareState.Refunded => t["Given back"],
        ShareState.Expired => t["Not paid"],
        _ when share.IsOffered => t["Offered to others"],
        _ => t["Not paid yet"],
    };

    public static Tone Tone(Share share) => share.State switch
    {
        ShareState.Authorised or ShareState.Captured or ShareState.Covered => Ui.Parts.Tone.Good,
        ShareState.Open => Ui.Parts.Tone.Warn,
        _ => Ui.Parts.Tone.Neutral,
    };

    /// <summary>Why a share is open again, or what is kept of one whose booking was given up.</summary>
    public static string? Why(Split split, Share share, IStringLocalizer t) =>
        Sentence(share) is not { } sentence ? null : share.State == ShareState.Open ? t[sentence].Value : t[sentence, MoneyText.Format(split.Of(share.KeptMinor ?? 0))].Value;

    private static string? Sentence(Share share) => (share.State, share.Note) switch
    {
        (ShareState.Open, ShareNote.Left) => "Whoever had it cannot come. They got their money back.",
        (ShareState.Open, ShareNote.Replaced) => "You asked somebody else.",
        (ShareState.Open, ShareNote.HoldEnded) => "The bank refused when the money was to be taken.",
        (ShareState.Open, ShareNote.Offered) => "It was not paid in time and is offered to others.",
        (ShareState.Captured or ShareState.Covered, ShareNote.Cancelled) when share.KeptMinor > 0 => "The booking was cancelled late: the club keeps {0} of it.",
        (ShareState.Authorised, ShareNote.Cancelled) => "The booking was cancelled late: the club takes {0} of it and lets the rest go.",
        (ShareState.Expired, ShareNote.HoldEnded) => "The booking was cancelled late, and the bank refused the {0} the club keeps of it. It is due at the club.",
        _ => null,
    };

    public static (string Title, Tone Tone) State(Split split, IStringLocalizer t) => split.State switch
    {
        SplitState.Waiting => (t["Your own share is not paid yet"], Ui.Parts.Tone.Warn),
        SplitState.Open when split.OfferedAt is not null => (t["Looking for somebody to take the place"], Ui.Parts.Tone.Warn),
        SplitState.Open => (t["The court is yours; the others pay their shares"], Ui.Parts.Tone.Info),
        SplitState.Covering => (t["Your card is being charged for what is missing"], Ui.Parts.Tone.Info),
        SplitState.Taking => (t["The shares are being settled"], Ui.Parts.Tone.Info),
        SplitState.Settled => (t["Everybody has paid. See you on court!"], Ui.Parts.Tone.Good),
        SplitState.Released => (t["Not everybody paid, so the court was given back. Nobody pays anything."], Ui.Parts.Tone.Warn),
        SplitState.Cancelled => (t["This booking is cancelled"], Ui.Parts.Tone.Neutral),
        _ => (t["The time to pay for this court is over."], Ui.Parts.Tone.Warn),
    };

    /// <summary>What a payment's state is called to whoever paid.</summary>
    public static (string Word, Tone Tone) Payment(PaymentView payment, IStringLocalizer t) => payment.State switch
    {
        PaymentState.Open => (t["Not paid yet"], Ui.Parts.Tone.Warn),
        PaymentState.Held => (t["Held"], Ui.Parts.Tone.Info),
        PaymentState.DueAtClub => (t["To pay at the club"], Ui.Parts.Tone.Warn),
        PaymentState.Released => (t["Let go"], Ui.Parts.Tone.Neutral),
        PaymentState.Failed => (t["Not accepted"], Ui.Parts.Tone.Bad),
        PaymentState.RefundDue => (t["On its way back"], Ui.Parts.Tone.Info),
        PaymentState.Refunded => (t["Given back"], Ui.Parts.Tone.Neutral),
        _ => (t["Paid"], Ui.Parts.Tone.Good),
    };
}
