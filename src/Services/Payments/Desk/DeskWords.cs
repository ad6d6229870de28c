using Microsoft.Extensions.Localization;

namespace PadelSaaS.Payments.Desk;

/// <summary>Words of the desk's pages that stand for codes.</summary>
internal static class DeskWords
{
    public static string Method(string provider, IStringLocalizer<PaymentsWords> t) => provider switch
    {
        DeskMethod.Cash => t["Cash"],
        DeskMethod.Terminal => t["Card terminal"],
        "jazzcash" => "JazzCash",
        "easypaisa" => "EasyPaisa",
        "wallet" => t["Wallet"],
        HandingWay.Bank => t["Bank transfer"],
        _ => t["Card"],
    };

    public static string Kind(TillMovement movement, IStringLocalizer<PaymentsWords> t) => movement.Kind switch
    {
        TillMovement.Taken => t["Taken"],
        TillMovement.Reversed => t["Taken back: a mistake"],
        TillMovement.GivenBack => t["Given back"],
        TillMovement.In => t["Put in"],
        _ => t["Taken out"],
    };

    /// <summary>Why a refund waits for somebody.</summary>
    public static string Why(RefundTask task, IStringLocalizer<PaymentsWords> t) => task.Why switch
    {
        RefundTask.Manual => t["{0} cannot send money back by itself.", Method(task.Provider, t)],
        JazzCash.JazzCashProvider.Unclear => t["It was sent and no answer came. Look in {0} first: it may have arrived.", Method(task.Provider, t)],
        "mpin_missing" => t["The MPIN is missing in the settings, so it could not be sent."],
        _ => t["{0} refused it: {1}", Method(task.Provider, t), task.Why],
    };

    /// <summary>Why somebody owes money.</summary>
    public static string Due(string kind, IStringLocalizer<PaymentsWords> t) => kind switch
    {
        DueKind.NoShow => t["Did not come"],
        DueKind.LateCancel => t["Cancelled late"],
        DueKind.Share => t["A share"],
        DueKind.Membership => t["Membership"],
        _ => t["Booking"],
    };

    /// <summary>Why the money goes back.</summary>
    public static string Reason(string reason, IStringLocalizer<PaymentsWords> t) => reason switch
    {
        "booking_cancelled" => t["The booking was cancelled"],
        "booking_resold" => t["Others played at its time"],
        "booking_moved" => t["The booking costs less since it was moved"],
        "booking_lost" => t["The money came when the court was gone"],
        "payment_unneeded" => t["It was paid twice, or for a booking given up"],
        "no_show" => t["More was paid than is kept from somebody who did not come"],
        _ => reason,
    };
}
